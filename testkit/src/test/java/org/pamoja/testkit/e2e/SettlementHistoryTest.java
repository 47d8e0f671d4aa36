package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import org.pamoja.testkit.e2e.SettlementReckoning.Account;
import org.pamoja.testkit.hub.AdminClient;
import org.pamoja.testkit.hub.EmbeddedHub;

/**
 * Days at random on two nodes: payments in three currencies of which one is settled net
 * multilaterally, one bilaterally and one gross, windows that close among them, settlements of
 * several windows, steps out of order, repeated and at both nodes at once, aborts, funds that move,
 * the bank's files. After each step accounts, windows and settlements have to be what a simple
 * model reckons, and the books are proved (issue 4).
 *
 * <p>{@code -Dpamoja.settlement.histories=N} sets how many, {@code -Dpamoja.settlement.seed=N} the
 * first of them.
 */
class SettlementHistoryTest extends SettlementScene {
  private static final int HISTORIES = Integer.getInteger("pamoja.settlement.histories", 2);
  private static final int STEPS = 40;
  private static final String GROSS = "INR";
  private static final String RAISING = "USD";

  private final EmbeddedHub second;

  SettlementHistoryTest() {
    super(EmbeddedHub.start());
    admin().prepareCurrency("USD");
    hubAccounts("EUR");
    hubAccounts(GROSS);
    model(
        AdminClient.netModel(SettlementHistory.model("EUR"), "EUR")
            .replace("MULTILATERAL", "BILATERAL")
            .replace("\"requireLiquidityCheck\":true", "\"requireLiquidityCheck\":false"));
    model(
        AdminClient.netModel("CGS", GROSS)
            .replace("\"NET\"", "\"GROSS\"")
            .replace("MULTILATERAL", "BILATERAL")
            .replace("DEFERRED", "IMMEDIATE"));
    second = hub().secondNode();
  }

  private void model(String body) {
    assertThat(admin().post("/settlementModels", body).status()).isEqualTo(201);
  }

  @AfterAll
  void stop() {
    second.close();
    hub().close();
  }

  @AfterEach
  void prove() {
    hub().books().check();
  }

  @Test
  void issue_4_randomHistories_shouldBeAsReckoned() {
    long first =
        Long.getLong("pamoja.settlement.seed", ThreadLocalRandom.current().nextLong(1L << 40));
    for (long seed = first; seed < first + HISTORIES; seed++) {
      SettlementHistory history = history(seed);
      history.check("the beginning");
      for (int step = 0; step < STEPS; step++) {
        history.step();
      }
      history.settleAll();
      System.out.println("Settlement history, seed " + seed + ": " + history.summary());
    }
  }

  private SettlementHistory history(long seed) {
    // Whatever an earlier history has left open is no matter of this one.
    beginWithAnEmptyWindow();
    SplittableRandom random = new SplittableRandom(seed);
    SettlementReckoning model = new SettlementReckoning(Set.of(GROSS), Set.of(RAISING));
    List<ScriptedDfsp> dfsps = new ArrayList<>();
    for (String prefix : List.of("one", "two", "three")) {
      ScriptedDfsp dfsp = dfsp(prefix, "USD");
      for (String currency : List.of("EUR", GROSS)) {
        admin().open(dfsp.fspId(), currency, "10000");
        admin().deposit(dfsp.fspId(), currency, "1000");
      }
      for (String currency : SettlementHistory.CURRENCIES) {
        admin().limit(dfsp.fspId(), currency, "120");
        model.open(new Account(dfsp.fspId(), currency), 120, 1000);
      }
      dfsps.add(dfsp);
    }
    model.windows.put(openWindow(), new SettlementReckoning.Window());
    return new SettlementHistory(this, List.of(hub(), second), dfsps, model, random, seed);
  }

  @Test
  void transfers_7_settlementTransfer_shouldBeUnknownToParticipants() {
    ScriptedDfsp a = dfsp("a", "USD");
    ScriptedDfsp b = dfsp("b", "USD");
    pay(a, b, "9", "USD");
    long settlement = settlement("DEFERREDNETUSD", closedWindow());
    settleCompletely(settlement);
    for (String id :
        hub()
            .books()
            .rows(
                "select transfer_id from settlement_account where settlement_id = " + settlement)) {
      assertThat(question(a, id).path()).isEqualTo("/transfers/" + id + "/error");
      a.send("PUT", "/transfers/" + id, "Hub", Bodies.fulfil("COMMITTED"));
      a.send("PUT", "/transfers/" + id + "/error", "Hub", Bodies.error("5000", "no"));
    }
    assertThat(value(a, "POSITION")).isEqualTo("0");
    assertThat(value(b, "POSITION")).isEqualTo("0");
  }
}
