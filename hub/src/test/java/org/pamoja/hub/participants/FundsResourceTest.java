package org.pamoja.hub.participants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pamoja.hub.admin.TestAdmin;
import org.pamoja.hub.admin.TestAdmin.Answer;

/** ledger-admin §5: funds in and out. */
class FundsResourceTest {
  private static final String OUT = "recordFundsOutPrepareReserve";
  private final TestAdmin admin = new TestAdmin();
  private String path;

  @BeforeEach
  void provision() {
    admin.provisioned("payerfsp", "payeefsp");
    path = "/participants/payerfsp/accounts/" + admin.account("payerfsp", "SETTLEMENT");
  }

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void shouldFollowTheWorkedExample() {
    assertBalances("-1000", "2000");
    assertThat(admin.call("POST", path, TestAdmin.fundsIn("'10'")).status()).isEqualTo(202);
    assertBalances("-1010", "2010");
    String first = reserve("50");
    assertBalances("-960", "2010");
    conclude(first, "recordFundsOutCommit");
    assertBalances("-960", "1960");
    reserve("2000");
    assertBalances("-960", "1960");
    String second = reserve("60");
    assertBalances("-900", "1960");
    conclude(second, "recordFundsOutAbort");
    assertBalances("-960", "1960");
    assertThat(admin.value("payerfsp", "POSITION")).isEqualTo("0");
  }

  @Test
  void shouldIgnoreARepeatedTransferIdSilently() {
    String id = UUID.randomUUID().toString();
    admin.call("POST", path, TestAdmin.funds(id, "recordFundsIn", "10"));
    String before = admin.everything();
    assertThat(admin.call("POST", path, TestAdmin.funds(id, "recordFundsIn", "10")).status())
        .isEqualTo(202);
    assertThat(admin.call("POST", path, TestAdmin.funds(id, OUT, "99")).status()).isEqualTo(202);
    conclude(id, "recordFundsOutCommit");
    conclude(UUID.randomUUID().toString(), "recordFundsOutAbort");
    assertThat(admin.everything()).isEqualTo(before);
  }

  @Test
  void shouldKeepTheExternalReferenceAsAnExtension() {
    String id = UUID.randomUUID().toString();
    admin.call("POST", path, TestAdmin.funds(id, "recordFundsIn", "10"));
    String kept =
        admin
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("SELECT extensions FROM transfer WHERE transfer_id = :id")
                        .bind("id", id)
                        .mapTo(String.class)
                        .one());
    assertThat(kept)
        .isEqualTo(
            "{\"extension\":[{\"key\":\"k\",\"value\":\"v\"},{\"key\":\"externalReference\",\"value\":\"ref\"}]}");
  }

  @Test
  void shouldRefuseAtOnceInTheOrderOfTheReference() {
    String error = "500 2001 Internal server error - ";
    assertThat(admin.call("POST", path.replace("payerfsp", "nobody"), TestAdmin.fundsIn("1")))
        .hasToString("400 3200 Generic ID not found - participant not found");
    assertThat(admin.call("POST", path.replace("payerfsp", "payeefsp"), TestAdmin.fundsIn("1")))
        .hasToString(error + "The account does not match participant or currency specified");
    assertThat(admin.call("POST", path, TestAdmin.fundsIn("1").replace("USD", "EUR")))
        .hasToString(error + "The account does not match participant or currency specified");
    String position = "/participants/payerfsp/accounts/" + admin.account("payerfsp", "POSITION");
    assertThat(admin.call("POST", position, TestAdmin.fundsIn("1")))
        .hasToString(error + "Account is not SETTLEMENT type");
    admin.call("PUT", position, "{'isActive':false}");
    assertThat(admin.call("POST", position, TestAdmin.fundsIn("1")))
        .hasToString(error + "Account is currently set inactive");
    admin.call("PUT", "/participants/payerfsp", "{'isActive':false}");
    assertThat(admin.call("POST", path, TestAdmin.fundsIn("1")))
        .hasToString(error + "Participant is currently set inactive");
    assertThat(
            admin.call(
                "PUT",
                path + "/transfers/" + UUID.randomUUID(),
                conclusion("recordFundsOutCommit")))
        .hasToString(error + "Participant is currently set inactive");
  }

  @Test
  void shouldUseTheReferencesTextsForLabelledFields() {
    String id = UUID.randomUUID().toString();
    assertThat(
            admin.call(
                "POST",
                path,
                "{'transferId':'" + id + "','externalReference':'r','reason':'r','action':'pay'}"))
        .hasToString(
            "400 3101 Malformed syntax - \"action is missing or not supported\" must be one of [recordFundsIn,"
                + " recordFundsOutPrepareReserve]. \"No amount");
    assertThat(
            admin.call(
                "POST",
                path,
                "{'transferId':'"
                    + id
                    + "','externalReference':'r','reason':'r','action':'recordFundsIn'}"))
        .hasToString("400 3101 Malformed syntax - \"No amount provided\" is required");
    assertThat(admin.call("PUT", path + "/transfers/" + id, "{'reason':'r'}"))
        .hasToString(
            "400 3101 Malformed syntax - \"action is missing or not supported\" is required");
    assertThat(
            admin
                .call(
                    "POST", path, TestAdmin.funds(id.toUpperCase(java.util.Locale.ROOT), OUT, "1"))
                .error())
        .startsWith("3101 Malformed syntax - \"transferId\" with value \"")
        .contains("fails to match the required pattern: /^(");
  }

  @Test
  void shouldRoundAmountsAndRefuseWhatCannotBeHeld() {
    assertThat(admin.call("POST", path, TestAdmin.fundsIn("0.00005")).status()).isEqualTo(202);
    assertBalances("-1000.0001", "2000.0001");
    String before = admin.everything();
    for (String amount : new String[] {"0", "-1", "'-0.5'", "0.00004", "1e-999999999"}) {
      assertThat(admin.call("POST", path, TestAdmin.fundsIn(amount)))
          .as(amount)
          .hasToString("400 3101 Malformed syntax - \"amount.amount\" must be a positive number");
    }
    for (String amount :
        new String[] {"100000000000000", "1e400", "'1e999999999'", "99999999999999.99995"}) {
      assertThat(admin.call("POST", path, TestAdmin.fundsIn(amount)).error())
          .as(amount)
          .contains("must be less than or equal to 99999999999999.9999");
    }
    for (String amount : new String[] {"'ten'", "true", "null", "{}", "''", "'NaN'", "'0x10'"}) {
      assertThat(admin.call("POST", path, TestAdmin.fundsIn(amount)).error())
          .as(amount)
          .contains("must be a number");
    }
    assertThat(admin.everything()).isEqualTo(before);
  }

  @Test
  void shouldHoldTheLargestAmount() {
    assertThat(admin.call("POST", path, TestAdmin.fundsIn("99999999999999.9999")).status())
        .isEqualTo(202);
    assertBalances("-100000000000999.9999", "100000000001999.9999");
  }

  @Test
  void shouldNotConcludeAnotherParticipantsWithdrawal() {
    String id = reserve("50");
    String other =
        "/participants/payeefsp/accounts/"
            + admin.account("payeefsp", "SETTLEMENT")
            + "/transfers/"
            + id;
    String before = admin.everything();
    assertThat(admin.call("PUT", other, conclusion("recordFundsOutCommit")))
        .hasToString(
            "400 3100 Generic validation error - transferId is not a record of funds on this account");
    assertThat(admin.everything()).isEqualTo(before);
  }

  private String reserve(String amount) {
    String id = UUID.randomUUID().toString();
    assertThat(admin.call("POST", path, TestAdmin.funds(id, OUT, amount)).status()).isEqualTo(202);
    return id;
  }

  private void conclude(String id, String action) {
    Answer answer = admin.call("PUT", path + "/transfers/" + id, conclusion(action));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().isMissingNode()).isTrue();
  }

  private static String conclusion(String action) {
    return "{'action':'" + action + "','reason':'test'}";
  }

  private void assertBalances(String settlement, String reconciliation) {
    assertThat(admin.value("payerfsp", "SETTLEMENT")).isEqualTo(settlement);
    assertThat(admin.value("Hub", "HUB_RECONCILIATION")).isEqualTo(reconciliation);
  }
}
