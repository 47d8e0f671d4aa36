package org.pamoja.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import tools.jackson.databind.JsonNode;

/**
 * What an operator does in a day, and what has to be in the accounts after it, reckoned beside the
 * hub in whole units. One thread at a time.
 */
final class SettlementDay {
  private static final int LARGEST_AMOUNT = 90;

  private final SettledHub hub;
  private final Map<String, Long> funds = new HashMap<>();

  /** What each owes in the open window, and in the one that is being settled. */
  private Map<String, Long> open = new HashMap<>();

  private Map<String, Long> settling = Map.of();
  private long window;
  private long settlement;
  private int settled;

  SettlementDay(SettledHub hub) {
    this.hub = hub;
    hub.dfsps().forEach(dfsp -> funds.put(dfsp.fspId(), SettledHub.FUNDS));
  }

  /** The first owes, the last is owed, the one between may be either. */
  void pay(SplittableRandom random) {
    List<ScriptedDfsp> dfsps = hub.dfsps();
    for (int payer = 0; payer < dfsps.size(); payer++) {
      for (int payee = payer + 1; payee < dfsps.size(); payee++) {
        long amount = 1 + random.nextInt(LARGEST_AMOUNT);
        hub.pay(dfsps.get(payer), dfsps.get(payee), amount);
        open.merge(dfsps.get(payer).fspId(), amount, Long::sum);
        open.merge(dfsps.get(payee).fspId(), -amount, Long::sum);
      }
    }
  }

  /** Number of the open window, which is to be closed. */
  long windowToClose() {
    window =
        hub.admin()
            .get("/v2/settlementWindows?state=OPEN")
            .json()
            .get(0)
            .get("settlementWindowId")
            .asLong();
    settling = open;
    open = new HashMap<>();
    return window;
  }

  Reply closeWindow() {
    return hub.admin()
        .post("/v2/settlementWindows/" + window, "{\"state\":\"CLOSED\",\"reason\":\"evening\"}");
  }

  boolean isWindowClosed() {
    return row("select state from settlement_window where id = " + window).equals("CLOSED");
  }

  /** Makes the settlement of the closed window. */
  void createSettlement() {
    Reply made =
        hub.admin()
            .post(
                "/v2/settlements",
                "{\"settlementModel\":\"DEFERREDNETUSD\",\"reason\":\"day\",\"settlementWindows\":[{\"id\":%d}]}"
                    .formatted(window));
    assertThat(made.status()).as(made.toString()).isEqualTo(200);
    settlement = made.json().get("id").asLong();
    for (JsonNode participant : made.json().get("participants")) {
      JsonNode account = participant.at("/accounts/0");
      assertThat(account.at("/netSettlementAmount/amount").decimalValue())
          .isEqualByComparingTo(BigDecimal.valueOf(settling.get(owner(account))));
    }
  }

  private String owner(JsonNode account) {
    return row("select participant from account where account_id = " + account.get("id").asLong());
  }

  /** Its accounts in the order in which they are finalised. */
  List<Long> accounts() {
    return rows(
            "select account_id from settlement_account where settlement_id = "
                + settlement
                + " order by sign(net_amount) desc, account_id")
        .stream()
        .map(Long::valueOf)
        .toList();
  }

  /** The file that the bank sends back when it has moved the money. */
  String bankFile() {
    List<String> lines = new ArrayList<>();
    lines.add("Settlement ID," + settlement);
    lines.addAll(List.of(",", ",", ",", "", "headings"));
    for (String account :
        rows(
            "select a.participant_id || ' ' || a.account_id || ' ' || a.participant from account a"
                + " join settlement_account s using (account_id) where s.settlement_id = "
                + settlement)) {
      String name = account.split(" ", 3)[2];
      long owes = settling.get(name);
      lines.add("%s,x,%d,%d,USD".formatted(account, funds.get(name) - owes, owes));
    }
    return String.join("\n", lines);
  }

  Reply finalise(String bankFile) {
    return hub.upload(settlement, bankFile);
  }

  Reply resume() {
    return hub.admin().post("/v2/settlements/" + settlement + "/finalisations/1/resume", "{}");
  }

  boolean isFinalised() {
    return rows("select state from finalisation where settlement_id = " + settlement)
        .equals(List.of("COMPLETED"));
  }

  /** Everything is where it belongs, to the last unit, and happened once. */
  void verify() {
    settled++;
    settling.forEach((name, owes) -> funds.merge(name, -owes, Long::sum));
    assertThat(
            rows(
                "select distinct state from settlement_account where settlement_id = "
                    + settlement))
        .containsExactly("SETTLED");
    assertThat(row("select state from settlement where id = " + settlement)).isEqualTo("SETTLED");
    assertThat(row("select state from settlement_window where id = " + window))
        .isEqualTo("SETTLED");
    assertThat(
            rows("select distinct state from finalisation_row where settlement_id = " + settlement))
        .containsExactly("DONE");
    for (String name : funds.keySet()) {
      BigDecimal held = BigDecimal.valueOf(funds.get(name));
      assertThat(value(name, "POSITION"))
          .as("position of " + name)
          .isEqualByComparingTo(BigDecimal.valueOf(open.getOrDefault(name, 0L)));
      assertThat(value(name, "SETTLEMENT"))
          .as("funds of " + name)
          .isEqualByComparingTo(held.negate());
      JsonNode limits = hub.admin().get("/participants/" + name + "/limits").json();
      assertThat(limits.at("/0/limit/value").decimalValue())
          .as("cap of " + name)
          .isEqualByComparingTo(held);
    }
    assertThat(value("Hub", "HUB_MULTILATERAL_SETTLEMENT")).isEqualByComparingTo(BigDecimal.ZERO);
    verifyNothingTwice();
    hub.prove();
  }

  private BigDecimal value(String name, String type) {
    return hub.admin().value(name, type, SettledHub.CURRENCY);
  }

  private void verifyNothingTwice() {
    long moving = settling.values().stream().filter(owes -> owes != 0).count();
    String own = " s.settlement_id = " + settlement;
    assertThat(
            row(
                "select count(*) from posting p join settlement_account s on s.transfer_id ="
                    + " p.transfer_id where"
                    + own))
        .as("entries of settlement transfers")
        .isEqualTo(String.valueOf(2 * moving));
    assertThat(
            row(
                "select count(*) from transfer t join finalisation_row s on s.funds_transfer_id ="
                    + " t.transfer_id where t.state = 6 and abs(s.funds_amount) = t.amount and"
                    + own))
        .as("records of funds")
        .isEqualTo(String.valueOf(moving));
    assertThat(
            rows(
                "select count(*) from settlement_change s where account_id is not null and"
                    + own
                    + " group by account_id"))
        .as("steps of each account")
        .containsOnly("5");
    // The settlement transfers that were ever booked, and the funds but for the first deposits.
    assertThat(row("select count(*) from transfer where kind = 7 and state = 6"))
        .isEqualTo(String.valueOf(settled * funds.size()));
  }

  private List<String> rows(String sql) {
    return hub.books().rows(sql);
  }

  private String row(String sql) {
    return rows(sql).getFirst();
  }
}
