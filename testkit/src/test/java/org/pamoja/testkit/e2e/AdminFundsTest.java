package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import org.pamoja.testkit.hub.AdminClient;

/** The operators' API: funds that participants bring in and take out (ledger-admin §5). */
class AdminFundsTest extends AdminScene {

  @Test
  void ledgerAdmin_5_2_workedExample_shouldHaveTheValuesOfTheTable() {
    String dfsp = registered("1000");
    String path = accountPath(dfsp);
    BigDecimal hubBefore = reconciliation();

    fund(path, AdminClient.funds(Bodies.id(), "recordFundsIn", "10", "USD"));
    assertSettlement(dfsp, "-1010");
    assertThat(reconciliation().subtract(hubBefore)).isEqualByComparingTo("10");

    String out = Bodies.id();
    fund(path, AdminClient.funds(out, "recordFundsOutPrepareReserve", "50", "USD"));
    assertSettlement(dfsp, "-960");
    assertThat(reconciliation().subtract(hubBefore)).isEqualByComparingTo("10");
    finish(path, out, "recordFundsOutCommit");
    assertSettlement(dfsp, "-960");
    assertThat(reconciliation().subtract(hubBefore)).isEqualByComparingTo("-40");

    fund(path, AdminClient.funds(Bodies.id(), "recordFundsOutPrepareReserve", "2000", "USD"));
    assertSettlement(dfsp, "-960");

    String back = Bodies.id();
    fund(path, AdminClient.funds(back, "recordFundsOutPrepareReserve", "60", "USD"));
    assertSettlement(dfsp, "-900");
    finish(path, back, "recordFundsOutAbort");
    assertSettlement(dfsp, "-960");
    assertThat(admin().position(dfsp)).isEqualTo("0");
  }

  @Test
  void ledgerAdmin_5_2_repeatedRecord_shouldBeIgnored() {
    String dfsp = registered("1000");
    String path = accountPath(dfsp);
    String id = Bodies.id();
    fund(path, AdminClient.funds(id, "recordFundsIn", "10", "USD"));

    fund(path, AdminClient.funds(id, "recordFundsIn", "10", "USD"));
    fund(path, AdminClient.funds(id, "recordFundsIn", "99", "USD"));
    finish(path, id, "recordFundsOutCommit");
    finish(path, Bodies.id(), "recordFundsOutAbort");

    assertSettlement(dfsp, "-1010");
  }

  @Test
  void ledgerAdmin_5_2_fundsOut_shouldEnterTheNextLiquidityCheck() {
    ScriptedDfsp payer = participant("payer", "1000", "100");
    ScriptedDfsp payee = participant("payee");
    String path = accountPath(payer.fspId());
    fund(path, AdminClient.funds(Bodies.id(), "recordFundsOutPrepareReserve", "50", "USD"));
    String id = Bodies.id();

    String body = Bodies.prepare(id, payer.fspId(), payee.fspId(), "51");
    assertAccepted(payer.send("POST", "/transfers", payee.fspId(), body));

    assertThat(error(payer, "/transfers/" + id).errorCode()).isEqualTo("4001");
  }

  @ParameterizedTest
  @CsvSource({"1.00005,1.0001", "'\"2.5\"',2.5", "0.0001,0.0001", "1e2,100"})
  void ledgerAdmin_5_1_amounts_shouldBeRoundedToFourDecimals(String sent, String booked) {
    String dfsp = registered("1");
    String body =
        AdminClient.funds(Bodies.id(), "recordFundsIn", "AMOUNT", "USD")
            .replace("\"AMOUNT\"", sent);

    fund(accountPath(dfsp), body);

    assertThat(admin().value(dfsp, "SETTLEMENT", "USD").negate().subtract(BigDecimal.ONE))
        .isEqualByComparingTo(booked);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "\"x\"", "1e400", "null", "{}", "1000000000000000000000"})
  void ledgerAdmin_5_1_badAmount_shouldBeRefusedAndChangeNothing(String amount) {
    String dfsp = registered("1");
    Map<String, String> before = hub().books().fingerprint();
    String body =
        AdminClient.funds(Bodies.id(), "recordFundsIn", "AMOUNT", "USD")
            .replace("\"AMOUNT\"", amount);

    Reply reply = admin().post(accountPath(dfsp), body);

    assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    assertThat(withoutAudit(hub().books().fingerprint())).isEqualTo(withoutAudit(before));
  }

  @Test
  void ledgerAdmin_5_1_wrongAccounts_shouldFailWithTheListedTexts() {
    String dfsp = registered("1000000");
    String other = registered("1000000");
    String in = AdminClient.funds(Bodies.id(), "recordFundsIn", "1", "USD");
    long position = admin().accountId(dfsp, "POSITION", "USD");
    long foreign = admin().accountId(other, "SETTLEMENT", "USD");
    String accounts = "/participants/" + dfsp + "/accounts/";

    assertRefusal(
        admin().post(accounts + position, in),
        "500 2001 Internal server error - Account is not SETTLEMENT type");
    String mismatch =
        "500 2001 Internal server error - The account does not match participant or currency"
            + " specified";
    assertRefusal(admin().post(accounts + foreign, in), mismatch);
    assertRefusal(admin().post(accounts + 999_999, in), mismatch);
    assertRefusal(
        admin().post("/participants/nobody/accounts/1", in),
        "400 3200 Generic ID not found - participant not found");
    for (String id : List.of("x", "-1", "0", "1.5", "99999999999999999999")) {
      assertThat(admin().post(accounts + id, in).status()).isIn(400, 500);
      assertThat(admin().post(accounts + id, in).text()).doesNotContain("Exception");
    }
    assertThat(
            admin()
                .post(accountPath(dfsp), in.replace("recordFundsIn", "recordNothing"))
                .errorDescription())
        .contains(
            "\"action is missing or not supported\" must be one of [recordFundsIn,"
                + " recordFundsOutPrepareReserve]");
  }

  private String accountPath(String name) {
    return "/participants/" + name + "/accounts/" + admin().accountId(name, "SETTLEMENT", "USD");
  }

  private void fund(String path, String body) {
    assertAccepted(admin().post(path, body));
  }

  private void finish(String path, String id, String action) {
    String body = "{\"action\":\"%s\",\"reason\":\"r\"}".formatted(action);
    assertAccepted(admin().put(path + "/transfers/" + id, body));
  }

  private void assertSettlement(String dfsp, String value) {
    assertThat(admin().value(dfsp, "SETTLEMENT", "USD")).isEqualByComparingTo(value);
  }

  private BigDecimal reconciliation() {
    return admin().value("Hub", "HUB_RECONCILIATION", "USD");
  }
}
