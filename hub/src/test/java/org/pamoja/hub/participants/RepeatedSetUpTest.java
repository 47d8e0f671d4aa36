package org.pamoja.hub.participants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pamoja.hub.admin.TestAdmin;
import org.pamoja.hub.admin.TestAdmin.Answer;

/** ledger-admin §1.2 and §10: the official set-up, made twice on one hub. */
class RepeatedSetUpTest {
  private record Call(String path, String body, int first, int again, String error) {}

  private static final String MODEL =
      """
      {'name':'DEFAULTDEFERREDNET','settlementGranularity':'NET','settlementInterchange':'MULTILATERAL',
       'settlementDelay':'DEFERRED','requireLiquidityCheck':false,'ledgerAccountType':'POSITION',
       'autoPositionReset':true,'settlementAccountType':'SETTLEMENT'}
      """;

  private static final List<Call> SET_UP =
      List.of(
          new Call(
              "/participants/Hub/accounts",
              "{'type':'HUB_MULTILATERAL_SETTLEMENT','currency':'USD'}",
              201,
              400,
              "already been registered"),
          new Call(
              "/participants/Hub/accounts",
              "{'type':'HUB_RECONCILIATION','currency':'USD'}",
              201,
              400,
              "already been registered"),
          new Call(
              "/participants/Hub/endpoints",
              "{'type':'NET_DEBIT_CAP_ADJUSTMENT_EMAIL','value':'a@b.example'}",
              201,
              201,
              ""),
          new Call("/settlementModels", MODEL, 201, 400, "Settlement Model already exists"),
          new Call(
              "/oracles",
              "{'oracleIdType':'MSISDN','endpoint':{'value':'http://o','endpointType':'URL'},'currency':'USD','isDefault':true}",
              201,
              500,
              "Duplicate"),
          new Call(
              "/participants",
              "{'name':'payerfsp','currency':'USD'}",
              201,
              400,
              "already been registered"),
          new Call(
              "/participants/payerfsp/initialPositionAndLimits",
              "{'currency':'USD','limit':{'type':'NET_DEBIT_CAP','value':1000000},'initialPosition':0}",
              201,
              500,
              "already set"),
          new Call(
              "/participants/payerfsp/endpoints",
              "{'type':'FSPIOP_CALLBACK_URL_TRANSFER_PUT','value':'http://p/transfers/{{transferId}}'}",
              201,
              201,
              ""));

  @Test
  void shouldFailWithTheKnownTextsAndChangeNothingTheSecondTime() {
    try (TestAdmin admin = new TestAdmin()) {
      for (Call call : SET_UP) {
        assertThat(admin.call("POST", call.path(), call.body()).status())
            .as(call.path())
            .isEqualTo(call.first());
      }
      String before = withoutTimes(admin);
      for (Call call : SET_UP) {
        Answer answer = admin.call("POST", call.path(), call.body());
        assertThat(answer.status()).as(call.path()).isEqualTo(call.again());
        assertThat(answer.error()).contains(call.error());
      }
      assertThat(withoutTimes(admin)).isEqualTo(before);
    }
  }

  /** Endpoints are set anew with the same value, which changes their time only. */
  private static String withoutTimes(TestAdmin admin) {
    return admin.everything().replaceAll("\"\\d{4}-\\d\\d-\\d\\d [^\"]*\"", "TIME");
  }
}
