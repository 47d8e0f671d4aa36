package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.e2e.SettlementReckoning.Account;
import org.pamoja.testkit.e2e.SettlementReckoning.Settlement;
import org.pamoja.testkit.hub.AdminClient;
import tools.jackson.databind.JsonNode;

/** The bank of a history: it moves what each owes and sends its file back. */
final class SettlementHistoryBank {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private SettlementHistoryBank() {}

  /** Has a settlement finalised by the hub and waits until it is. */
  static void finalise(
      SettlementScene scene,
      AdminClient admin,
      SettlementReckoning model,
      Map<String, Long> numbers,
      Map<Account, Long> accounts,
      long id) {
    Settlement settlement = model.settlements.get(id);
    List<String> lines = new ArrayList<>(List.of("Settlement ID," + id, ",", ",", ",", "", "h"));
    settlement.owed.forEach(
        (owner, owed) -> {
          Account account = new Account(owner, settlement.currency);
          lines.add(
              "%d %d %s,x,%d,%d,%s"
                  .formatted(
                      numbers.get(owner),
                      accounts.get(account),
                      owner,
                      model.funds.get(account) - owed,
                      owed,
                      settlement.currency));
        });
    String path = "/v2/settlements/" + id + "/finalisations";
    Reply started =
        admin.call(
            "POST",
            path + "?processFunds=true",
            List.of(new Headers.Header("Content-Type", "text/csv")),
            String.join("\n", lines));
    assertThat(started.status()).as(started.toString()).isEqualTo(202);
    awaitEnd(scene, path + "/" + started.json().get("finalisation").asLong());
  }

  private static void awaitEnd(SettlementScene scene, String path) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    JsonNode job = scene.admin().get(path).json();
    while (job.get("state").asString().equals("RUNNING")) {
      assertThat(System.nanoTime()).as(job.toString()).isLessThan(end);
      try {
        Thread.sleep(5);
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
      job = scene.admin().get(path).json();
    }
    assertThat(job.get("state").asString()).as(job.toString()).isEqualTo("COMPLETED");
  }
}
