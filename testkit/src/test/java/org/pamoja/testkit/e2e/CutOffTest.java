package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import tools.jackson.databind.JsonNode;

/** Windows that close by themselves (issue 4, windows: by schedule). */
class CutOffTest extends SettlementScene {
  private static final String SCHEDULE = "/settlementModels/DEFERREDNETUSD/schedule";

  private final ScriptedDfsp payer = dfsp("payer", "USD");
  private final ScriptedDfsp payee = dfsp("payee", "USD");

  @AfterEach
  void removeTheSchedule() {
    assertThat(admin().delete(SCHEDULE).status()).isEqualTo(204);
  }

  @Test
  void issue_4_2_cutOff_shouldCloseTheWindowAndMakeTheSettlement() {
    schedule(true);
    pay(payer, payee, "25", "USD");
    long window = openWindow();

    makeDue();

    String result = result("; ");
    assertThat(result).startsWith("late: closed window " + window + "; created settlement ");
    long settlement = Long.parseLong(result.replaceAll(".* ", ""));
    JsonNode made = admin().get("/v2/settlements/" + settlement).json();
    assertThat(made.get("state").asString()).isEqualTo("PENDING_SETTLEMENT");
    assertThat(made.at("/settlementWindows/0/reason").asString())
        .isEqualTo("cut-off of DEFERREDNETUSD");
    assertThat(window(window).get("state").asString()).isEqualTo("PENDING_SETTLEMENT");
    assertThat(openWindow()).isGreaterThan(window);
    assertThat(admin().get(SCHEDULE).json().get("nextCutOff").asString())
        .isGreaterThan(Bodies.in(Duration.ZERO));
  }

  @Test
  void issue_4_2_cutOff_shouldLeaveAnEmptyWindowOpen() {
    schedule(false);
    long window = openWindow();

    makeDue();

    assertThat(result("empty")).isEqualTo("late: the open window is empty and stays open");
    assertThat(openWindow()).isEqualTo(window);
  }

  private void schedule(boolean settle) {
    String body =
        "{\"timeZone\":\"Africa/Nairobi\",\"cutOffs\":[\"17:30\"],\"createSettlement\":%s}";
    assertThat(admin().put(SCHEDULE, body.formatted(settle)).status()).isEqualTo(200);
  }

  /** As if every node had been down at the cut-off an hour ago. */
  private void makeDue() {
    hub()
        .books()
        .rows(
            "update settlement_schedule set next_run = now() - interval '1 hour' returning model_id");
  }

  /** What came of the cut-off, as soon as that is told. */
  private String result(String sign) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (true) {
      String result = admin().get(SCHEDULE).json().at("/last/result").asString("");
      if (result.contains(sign)) {
        return result;
      }
      assertThat(System.nanoTime()).as(result).isLessThan(end);
      try {
        Thread.sleep(50);
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
    }
  }
}
