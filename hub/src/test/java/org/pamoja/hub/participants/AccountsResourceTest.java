package org.pamoja.hub.participants;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pamoja.hub.admin.TestAdmin;
import org.pamoja.hub.admin.TestAdmin.Answer;
import tools.jackson.databind.JsonNode;

/** ledger-admin §3, §4.4 to §4.6 and §6.3: endpoints, accounts, enumerations. */
class AccountsResourceTest {
  private final TestAdmin admin = new TestAdmin();

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void shouldOpenAHubAccountThatTakesPartAtOnce() {
    Answer answer =
        admin.call(
            "POST", "/participants/hub/accounts", "{'currency':'USD','type':'HUB_RECONCILIATION'}");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().get("name").stringValue()).isEqualTo("Hub");
    assertThat(answer.json().get("accounts").get(0).get("isActive").intValue()).isEqualTo(1);
    assertThat(admin.value("Hub", "HUB_RECONCILIATION")).isEqualTo("0");
  }

  @Test
  void shouldCheckAHubAccountInTheOrderOfTheReference() {
    admin.provisioned("payerfsp");
    String error = "400 3003 Add Party information error - ";
    assertThat(admin.call("POST", "/participants/nobody/accounts", "{'currency':'USD','type':'X'}"))
        .hasToString(error + "Participant was not found.");
    assertThat(
            admin.call("POST", "/participants/payerfsp/accounts", "{'currency':'USD','type':'X'}"))
        .hasToString(error + "Ledger account type was not found.");
    assertThat(
            admin.call(
                "POST", "/participants/payerfsp/accounts", "{'currency':'USD','type':'POSITION'}"))
        .hasToString(error + "Hub account has already been registered.");
    assertThat(
            admin.call(
                "POST",
                "/participants/payerfsp/accounts",
                "{'currency':'USD','type':'HUB_RECONCILIATION'}"))
        .hasToString(error + "Endpoint is reserved for creation of Hub account types only.");
    assertThat(
            admin.call(
                "POST", "/participants/Hub/accounts", "{'currency':'USD','type':'POSITION'}"))
        .hasToString(error + "The requested hub operator account type is not allowed.");
  }

  @Test
  void shouldOpenAFeeAccountOnlyOnceItsTypeExists() {
    String fee = "{'currency':'USD','type':'HUB_FEE'}";
    assertThat(admin.call("POST", "/participants/Hub/accounts", fee).status()).isEqualTo(400);
    admin.call(
        "POST",
        "/ledgerAccountTypes",
        "{'name':'HUB_FEE','description':'fees','isActive':true,'isSettleable':false}");
    assertThat(admin.call("POST", "/participants/Hub/accounts", fee).status()).isEqualTo(201);
  }

  @Test
  void shouldSwitchPositionAccountsOnly() {
    admin.provisioned("payerfsp", "payeefsp");
    long position = admin.account("payerfsp", "POSITION");
    String path = "/participants/payerfsp/accounts/";
    Answer answer = admin.call("PUT", path + position, "{'isActive':false}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().isMissingNode()).isTrue();
    assertThat(
            admin
                .call("GET", "/participants/payerfsp/accounts")
                .json()
                .get(0)
                .get("isActive")
                .intValue())
        .isZero();
    assertThat(
            admin
                .participants()
                .findBlocking("payerfsp")
                .orElseThrow()
                .account("USD", "POSITION")
                .orElseThrow()
                .active())
        .isFalse();
    assertThat(admin.call("PUT", path + position, "{'isActive':true}").status()).isEqualTo(200);
    String error = "500 2001 Internal server error - ";
    assertThat(admin.call("PUT", path + "99999", "{'isActive':true}"))
        .hasToString(error + "Account not found");
    assertThat(admin.call("PUT", path + admin.account("payeefsp", "POSITION"), "{'isActive':true}"))
        .hasToString(error + "Participant/account mismatch");
    assertThat(
            admin.call("PUT", path + admin.account("payerfsp", "SETTLEMENT"), "{'isActive':true}"))
        .hasToString(error + "Only position account update is permitted");
    assertThat(admin.call("PUT", "/participants/nobody/accounts/1", "{'isActive':true}"))
        .hasToString("400 3200 Generic ID not found - participant not found");
    assertThat(admin.call("PUT", path + "x", "{}"))
        .hasToString(
            "400 3101 Malformed syntax - \"id\" must be a number. \"isActive\" is required");
  }

  @Test
  void shouldHonourACurrencyWhenListingAccounts() {
    admin.provisioned("payerfsp");
    assertThat(admin.call("GET", "/participants/payerfsp/accounts?currency=EUR").json().size())
        .isZero();
    assertThat(admin.call("GET", "/participants/payerfsp/accounts?currency=USD").json().size())
        .isEqualTo(2);
    assertThat(admin.call("GET", "/participants/nobody/accounts"))
        .hasToString("400 3200 Generic ID not found - participant not found");
  }

  @Test
  void shouldReplaceAnEndpointOfTheSameType() {
    String path = "/participants/Hub/endpoints";
    assertThat(admin.call("GET", path).json()).hasToString("[]");
    String type = "SETTLEMENT_TRANSFER_POSITION_CHANGE_EMAIL";
    for (String value : new String[] {"a@hub.example", "b@hub.example"}) {
      Answer set = admin.call("POST", path, "{'type':'" + type + "','value':'" + value + "'}");
      assertThat(set.status()).isEqualTo(201);
      assertThat(set.json().isMissingNode()).isTrue();
    }
    String endpoint = "{\"type\":\"" + type + "\",\"value\":\"b@hub.example\"}";
    assertThat(admin.call("GET", path).json()).hasToString("[" + endpoint + "]");
    assertThat(admin.call("GET", path + "?type=" + type).json()).hasToString(endpoint);
    assertThat(admin.call("GET", path + "?type=OTHER").json()).hasToString("{}");
    assertThat(admin.participants().findBlocking("HUB").orElseThrow().endpoint(type))
        .contains("b@hub.example");
  }

  @Test
  void shouldRefuseAnEndpointOfUnknownTypeOrParticipant() {
    assertThat(
            admin
                .call("POST", "/participants/Hub/endpoints", "{'type':'OTHER','value':'x'}")
                .status())
        .isEqualTo(500);
    assertThat(admin.call("POST", "/participants/nobody/endpoints", "{'type':'OTHER','value':'x'}"))
        .hasToString("400 3200 Generic ID not found - participant not found");
    assertThat(admin.call("POST", "/participants/Hub/endpoints", "{'value':1}"))
        .hasToString(
            "400 3101 Malformed syntax - \"type\" is required. \"value\" must be a string");
    assertThat(admin.call("GET", "/participants/nobody/endpoints"))
        .hasToString("400 3200 Generic ID not found - participant not found");
  }

  @Test
  void shouldTellAllEnumerations() {
    JsonNode enums = admin.call("GET", "/enums").json();
    assertThat(enums.propertyNames())
        .containsExactlyInAnyOrder(
            "endpointType",
            "ledgerAccountType",
            "ledgerEntryType",
            "participantLimitType",
            "transferParticipantRoleType",
            "bulkProcessingState",
            "hubParticipant",
            "transferState",
            "transferStateEnum",
            "bulkTransferState",
            "bulkTransferStateEnum");
    assertThat(enums.get("endpointType").get("FSPIOP_CALLBACK_URL_TRANSFER_POST").intValue())
        .isEqualTo(3);
    assertThat(enums.get("endpointType").get("TP_CB_URL_SERVICES_PUT_ERROR").intValue())
        .isEqualTo(62);
    assertThat(enums.get("ledgerAccountType").get("INTERCHANGE_FEE_SETTLEMENT").intValue())
        .isEqualTo(6);
    assertThat(enums.get("ledgerEntryType").get("RECORD_FUNDS_OUT").intValue()).isEqualTo(10);
    assertThat(enums.get("bulkProcessingState").get("ABORTING").intValue()).isEqualTo(11);
    assertThat(enums.get("transferStateEnum").get("ABORTED_ERROR").stringValue())
        .isEqualTo("ABORTED");
    assertThat(enums.get("bulkTransferStateEnum").get("EXPIRED").stringValue())
        .isEqualTo("COMPLETED");
    assertThat(enums.get("hubParticipant").get("name").stringValue()).isEqualTo("Hub");
  }
}
