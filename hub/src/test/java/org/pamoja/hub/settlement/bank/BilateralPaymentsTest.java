package org.pamoja.hub.settlement.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.hub.admin.TestAdmin;
import org.pamoja.hub.admin.TestPayments;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.security.Principal;
import org.pamoja.ledger.postgres.SettlementWindows;
import org.pamoja.ledger.postgres.WindowFlows;

/** What a settlement pays pair by pair: exactly what it took over, and nothing of it twice. */
class BilateralPaymentsTest {
  private static final Principal OPERATOR = new Principal("alice", Principal.Kind.OPERATOR);
  private static final String ALL = "DEFAULTDEFERREDNET";
  private static final String MODEL =
      """
      {'name':'ONLYUSD','settlementGranularity':'NET','settlementInterchange':'MULTILATERAL','currency':'USD',
       'settlementDelay':'DEFERRED','requireLiquidityCheck':false,'ledgerAccountType':'POSITION','autoPositionReset':true,
       'settlementAccountType':'SETTLEMENT'}
      """;

  private final TestAdmin admin = new TestAdmin();

  @BeforeEach
  void provision() {
    admin.provisioned("payer", "payee");
    admin
        .jdbi()
        .useHandle(
            handle -> handle.execute("UPDATE settlement_model SET interchange = 'BILATERAL'"));
  }

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void shouldPayOnlyTheContentsThatTheSettlementTook() {
    admin.hubAccounts("EUR");
    for (String name : List.of("payer", "payee")) {
      ok("POST", "/participants", "{'name':'" + name + "','currency':'EUR'}");
      ok(
          "POST",
          "/participants/" + name + "/initialPositionAndLimits",
          "{'currency':'EUR','limit':{'type':'NET_DEBIT_CAP','value':1000},'initialPosition':0}");
    }
    admin
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE account SET liquidity = 10000000"
                        + " WHERE type = 'POSITION' AND currency = 'EUR'"));
    ok("POST", "/settlementModels", MODEL);
    new TestPayments(admin).pay("payer", "payee", "USD", 10_0000);
    new TestPayments(admin).pay("payer", "payee", "EUR", 3_0000);
    long first = closedWindow();
    settlement("ONLYUSD", first);
    ok("PUT", "/settlementModels/ONLYUSD", "{'isActive':false}");
    new TestPayments(admin).pay("payer", "payee", "USD", 7_0000);

    long id = settlement(ALL, first, closedWindow());

    assertThat(payments(id)).containsExactlyInAnyOrder("payer payee 7 USD", "payer payee 3 EUR");
    assertThat(
            admin
                .jdbi()
                .withHandle(handle -> figures().statements(handle, id, participant("payer")))
                .stream()
                .filter(statement -> statement.currency().equals("USD"))
                .flatMap(statement -> statement.entries().stream())
                .map(entry -> entry.amount().longValueExact()))
        .containsExactly(-7_0000L);
  }

  @Test
  void shouldNotPayAgainWhatWasSettledGross() {
    new TestPayments(admin).payGross("payer", "payee", "USD", 10_0000);
    new TestPayments(admin).pay("payer", "payee", "USD", 4_0000);
    long id = settlement(ALL, closedWindow());
    assertThat(payments(id)).containsExactly("payer payee 4 USD");
  }

  @Test
  void shouldRefusePaymentsThatDoNotComeToTheNetAmounts() {
    new TestPayments(admin).pay("payer", "payee", "USD", 4_0000);
    long id = settlement(ALL, closedWindow());
    assertThat(payments(id)).hasSize(1);
    admin
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE settlement_account SET net_amount = net_amount + sign(net_amount)"));
    assertThatThrownBy(() -> payments(id))
        .isInstanceOf(FspiopException.class)
        .hasMessageContaining("do not come to its net amount");
  }

  @Test
  void shouldGiveTheBankNoFileOfAnAbortedSettlement() {
    new TestPayments(admin).pay("payer", "payee", "USD", 4_0000);
    long id = settlement(ALL, closedWindow());
    for (String format : List.of("pacs009", "xlsx", "csv", "json")) {
      assertThat(bankFile(id, format)).isEqualTo(200);
    }
    ok("PUT", "/settlements/" + id, "{'state':'ABORTED','reason':'r'}");
    for (String format : List.of("pacs009", "xlsx", "csv", "json")) {
      assertThatThrownBy(() -> bankFile(id, format))
          .isInstanceOf(FspiopException.class)
          .hasMessageContaining("Settlement " + id + " is aborted");
    }
  }

  private int bankFile(long id, String format) {
    AdminRoute route =
        admin.routes().stream()
            .filter(one -> one.template().equals("/settlements/{id}/bank-file"))
            .findFirst()
            .orElseThrow();
    return route
        .handler()
        .handle(
            new AdminRequest(
                "GET",
                route.template(),
                Map.of("id", Long.toString(id)),
                Map.of("format", format),
                Headers.of(),
                Optional.empty(),
                OPERATOR))
        .status();
  }

  private List<String> payments(long id) {
    return admin
        .jdbi()
        .inTransaction(
            handle -> {
              SettlementFacts settlement = figures().require(handle, id);
              return Obligations.bilateral(settlement, figures().pairs(handle, settlement));
            })
        .stream()
        .map(
            payment ->
                "%s %s %d %s"
                    .formatted(
                        payment.debtor().name(),
                        payment.creditor().name(),
                        payment.amount() / 10_000,
                        payment.currency()))
        .toList();
  }

  private SettlementFigures figures() {
    return new SettlementFigures(
        new WindowFlows(admin.pool()), new SettlementWindows(admin.pool()));
  }

  private long settlement(String model, long... windows) {
    List<String> ids = Arrays.stream(windows).mapToObj(window -> "{'id':" + window + "}").toList();
    return ok(
            "POST",
            "/settlements",
            "{'settlementModel':'%s','reason':'r','settlementWindows':%s}".formatted(model, ids))
        .json()
        .get("id")
        .longValue();
  }

  private long closedWindow() {
    long window =
        admin
            .call("GET", "/settlementWindows?state=OPEN")
            .json()
            .get(0)
            .get("settlementWindowId")
            .longValue();
    ok("POST", "/settlementWindows/" + window, "{'state':'CLOSED','reason':'r'}");
    return window;
  }

  private TestAdmin.Answer ok(String method, String path, String body) {
    TestAdmin.Answer answer = admin.call(method, path, body);
    assertThat(answer.status()).as("%s %s", path, answer).isBetween(200, 202);
    return answer;
  }

  private long participant(String name) {
    return number("SELECT id FROM participant WHERE name = '" + name + "'");
  }

  private long number(String query) {
    return admin.jdbi().withHandle(handle -> handle.createQuery(query).mapTo(Long.class).one());
  }
}
