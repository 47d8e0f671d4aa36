package org.pamoja.hub.participants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pamoja.hub.admin.TestAdmin;
import org.pamoja.hub.admin.TestAdmin.Answer;
import org.pamoja.hub.cache.CacheWatch;
import tools.jackson.databind.JsonNode;

/** ledger-admin §2: participants. */
class ParticipantsResourceTest {
  private final TestAdmin admin = new TestAdmin();

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void shouldShowTheSeededHubWithoutAccounts() {
    Answer answer = admin.call("GET", "/participants");
    assertThat(answer.status()).isEqualTo(200);
    JsonNode hub = answer.json().get(0);
    assertThat(hub.get("name").stringValue()).isEqualTo("Hub");
    assertThat(hub.get("accounts").size()).isZero();
    assertThat(hub.get("isActive").intValue()).isEqualTo(1);
    assertThat(hub.get("isProxy").intValue()).isZero();
    assertThat(hub.get("id").stringValue()).isEqualTo("http://central-ledger/participants/Hub");
    assertThat(hub.get("links").get("self").stringValue()).isEqualTo(hub.get("id").stringValue());
    assertThat(hub.get("created").stringValue())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
  }

  @Test
  void shouldTellAnUnknownParticipantWith3200() {
    assertThat(admin.call("GET", "/participants/nobody"))
        .hasToString("400 3200 Generic ID not found - The requested resource could not be found");
    assertThat(admin.call("PUT", "/participants/nobody", "{'isActive':true}"))
        .hasToString("400 3200 Generic ID not found - participant not found");
  }

  @Test
  void shouldCheckACreationInTheOrderOfTheReference() {
    String create = "{'name':'payerfsp','currency':'USD'}";
    assertThat(admin.call("POST", "/participants", create))
        .hasToString(
            "400 3003 Add Party information error - Hub reconciliation account for the specified currency does not exist");
    admin.call(
        "POST", "/participants/Hub/accounts", "{'currency':'USD','type':'HUB_RECONCILIATION'}");
    assertThat(admin.call("POST", "/participants", create).error())
        .startsWith(
            "3003 Add Party information error - Hub multilateral net settlement account for the specified");
    admin.hubAccounts("USD");
    assertThat(admin.call("POST", "/participants", create))
        .hasToString(
            "400 6000 Generic Settlement Error - Unable to find a matching or default, Settlement Model");
    assertThat(admin.call("GET", "/participants").json().size()).isEqualTo(1);
    admin.provisioned();
    assertThat(admin.call("POST", "/participants", create).status()).isEqualTo(201);
    assertThat(admin.call("POST", "/participants", "{'name':'PayerFSP','currency':'USD'}"))
        .hasToString(
            "400 3000 Generic client error - Participant currency has already been registered");
  }

  @Test
  void shouldOpenInactiveAccountsOfEveryModel() {
    admin.provisioned();
    Answer answer =
        admin.call("POST", "/participants", "{'name':'payerfsp','currency':'USD','isProxy':'1'}");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().get("isProxy").intValue()).isEqualTo(1);
    JsonNode accounts = answer.json().get("accounts");
    assertThat(accounts.size()).isEqualTo(2);
    assertThat(accounts.get(0).get("ledgerAccountType").stringValue()).isEqualTo("POSITION");
    assertThat(accounts.get(1).get("ledgerAccountType").stringValue()).isEqualTo("SETTLEMENT");
    assertThat(accounts.get(0).get("isActive").intValue()).isZero();
    assertThat(accounts.get(0).get("createdDate").isNull()).isTrue();
    assertThat(accounts.get(0).get("createdBy").stringValue()).isEqualTo("unknown");
    assertThat(admin.call("GET", "/participants/payerfsp/accounts").json().size()).isZero();
  }

  @Test
  void shouldGiveAnExistingParticipantAccountsInAFurtherCurrencyByItsOwnModels() {
    admin.provisioned("payerfsp");
    admin.hubAccounts("EUR");
    for (String accounts :
        List.of("POSITION/SETTLEMENT", "INTERCHANGE_FEE/INTERCHANGE_FEE_SETTLEMENT")) {
      String[] types = accounts.split("/");
      admin.call(
          "POST",
          "/settlementModels",
          """
          {'name':'EUR%s','settlementGranularity':'NET','settlementInterchange':'MULTILATERAL','currency':'EUR',
           'settlementDelay':'DEFERRED','requireLiquidityCheck':false,'ledgerAccountType':'%s',
           'autoPositionReset':true,'settlementAccountType':'%s'}
          """
              .formatted(types[0].replace("_", ""), types[0], types[1]));
    }
    Answer answer = admin.call("POST", "/participants", "{'name':'PAYERFSP','currency':'EUR'}");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().get("name").stringValue()).isEqualTo("payerfsp");
    assertThat(answer.json().get("accounts").size()).isEqualTo(6);
  }

  @Test
  void shouldTellAllFaultsOfABodyAtOnce() {
    assertThat(admin.call("POST", "/participants", "{'name':'x','extra':1}"))
        .hasToString(
            "400 3101 Malformed syntax - \"name\" length must be at least 2 characters long."
                + " \"currency\" is required. \"extra\" is not allowed");
    assertThat(admin.call("POST", "/participants", "{'name':'payerfsp','currency':'ABC'}").error())
        .startsWith("3101 Malformed syntax - \"currency\" must be one of [AED, AFN, ALL, AMD,");
    assertThat(admin.call("POST", "/participants"))
        .hasToString("400 3101 Malformed syntax - \"value\" must be of type object");
    assertThat(admin.call("PUT", "/participants/payerfsp", "{'isActive':'maybe'}"))
        .hasToString("400 3101 Malformed syntax - \"isActive\" must be a boolean");
  }

  @Test
  void shouldMakeAParticipantInactiveOnItsAccountRowsToo() {
    admin.provisioned("payerfsp");
    Answer answer = admin.call("PUT", "/participants/payerfsp", "{'isActive':'false'}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("isActive").intValue()).isZero();
    assertThat(activeAccountRows()).isZero();
    assertThat(admin.participants().findBlocking("payerfsp").orElseThrow().active()).isFalse();
    admin.call("PUT", "/participants/payerfsp", "{'isActive':true}");
    assertThat(activeAccountRows()).isEqualTo(2);
  }

  @Test
  void shouldKeepOnlyProxiesForAnyValueOfIsProxy() {
    admin.provisioned("payerfsp");
    admin.call("POST", "/participants", "{'name':'proxy1','currency':'USD','isProxy':true}");
    assertThat(admin.call("GET", "/participants?isProxy=false").json().size()).isEqualTo(1);
    assertThat(admin.call("GET", "/participants").json().size()).isEqualTo(3);
  }

  @Test
  void shouldRegisterOnceWhenTwoNodesCreateTheSameParticipantAtTheSameTime() throws Exception {
    admin.provisioned();
    try (TestAdmin other = admin.secondNode();
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < 10; round++) {
        String body = "{'name':'race" + round + "','currency':'USD'}";
        List<Callable<Answer>> both =
            List.of(
                () -> admin.call("POST", "/participants", body),
                () -> other.call("POST", "/participants", body));
        List<Integer> statuses =
            threads.invokeAll(both).stream().map(this::status).sorted().toList();
        assertThat(statuses).containsExactly(201, 400);
        assertThat(admin.call("GET", "/participants/race" + round).json().get("accounts").size())
            .isEqualTo(2);
      }
    }
  }

  @Test
  void shouldSeeAnotherNodesParticipantAtOnceAndItsChangesSoon() {
    admin.provisioned();
    try (TestAdmin other = admin.secondNode();
        CacheWatch watch =
            CacheWatch.start(
                other.jdbi(), List.of(other.participants()), java.time.Duration.ofMillis(50))) {
      assertThat(watch).isNotNull();
      assertThat(other.participants().findBlocking("payerfsp")).isEmpty();
      admin.call("POST", "/participants", "{'name':'payerfsp','currency':'USD'}");
      assertThat(eventually(() -> other.participants().findBlocking("PAYERFSP").isPresent()))
          .isTrue();
      admin.call(
          "POST",
          "/participants/payerfsp/endpoints",
          "{'type':'FSPIOP_CALLBACK_URL_QUOTES','value':'http://payerfsp'}");
      assertThat(
              eventually(
                  () ->
                      other
                          .participants()
                          .find("payerfsp")
                          .toCompletableFuture()
                          .join()
                          .flatMap(
                              participant -> participant.endpoint("FSPIOP_CALLBACK_URL_QUOTES"))
                          .isPresent()))
          .isTrue();
    }
  }

  @Test
  void shouldRecordChangesInTheAuditLog() {
    admin.provisioned("payerfsp");
    List<String> actions =
        admin
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT action FROM audit_entry WHERE principal = 'alice' ORDER BY sequence")
                        .mapTo(String.class)
                        .list());
    assertThat(actions)
        .containsExactly(
            "account.open",
            "account.open",
            "settlementModel.create",
            "participant.create",
            "participant.initialise",
            "funds.recordFundsIn");
  }

  private long activeAccountRows() {
    return admin
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT count(*) FROM account WHERE participant = 'payerfsp' AND participant_active")
                    .mapTo(Long.class)
                    .one());
  }

  private int status(Future<Answer> answer) {
    try {
      return answer.get().status();
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  private static boolean eventually(java.util.function.BooleanSupplier condition) {
    long until = System.nanoTime() + java.time.Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < until) {
      if (condition.getAsBoolean()) {
        return true;
      }
      Thread.onSpinWait();
      java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
    }
    return false;
  }
}
