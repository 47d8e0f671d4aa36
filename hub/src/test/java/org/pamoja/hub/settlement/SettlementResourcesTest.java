package org.pamoja.hub.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pamoja.fspiop.ilp.IlpPacket;
import org.pamoja.hub.admin.TestAdmin;
import org.pamoja.hub.admin.TestAdmin.Answer;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Money;
import org.pamoja.ledger.command.Party;
import org.pamoja.ledger.command.Submission;
import org.pamoja.ledger.event.Envelope;
import org.pamoja.ledger.transfer.TransferKey;
import tools.jackson.databind.JsonNode;

/** ledger-admin §6.1, §6.2 and §7: account types, models, transactions. */
class SettlementResourcesTest {
  private static final String MODEL =
      """
      {'name':'DEFERREDNETUSD','settlementGranularity':'NET','settlementInterchange':'MULTILATERAL','currency':'USD',
       'settlementDelay':'DEFERRED','requireLiquidityCheck':true,'ledgerAccountType':'POSITION',
       'autoPositionReset':true,'settlementAccountType':'SETTLEMENT'}
      """;
  private static final String CONDITION = "Zmh6rfhivXdsj8GLjp-OIAiXFIVu4jOzkCpZHQ1fKSU";
  private final TestAdmin admin = new TestAdmin();

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void shouldShowAModelInTheReferencesShape() {
    assertThat(admin.call("POST", "/settlementModels", MODEL).status()).isEqualTo(201);
    String view =
        "{\"autoPositionReset\":true,\"currency\":\"USD\",\"isActive\":true,\"ledgerAccountTypeId\":\"POSITION\","
            + "\"name\":\"DEFERREDNETUSD\",\"requireLiquidityCheck\":true,\"settlementDelay\":\"DEFERRED\","
            + "\"settlementGranularity\":\"NET\",\"settlementInterchange\":\"MULTILATERAL\",\"settlementModelId\":1}";
    assertThat(admin.call("GET", "/settlementModels/deferredNetUSD")).hasToString("200 " + view);
    assertThat(admin.call("GET", "/settlementModels").json()).hasToString("[" + view + "]");
    admin.call(
        "POST",
        "/settlementModels",
        MODEL.replace("'currency':'USD',", "").replace("DEFERREDNETUSD", "DFLT"));
    assertThat(admin.call("GET", "/settlementModels/DFLT").json().get("currency").isNull())
        .isTrue();
  }

  @Test
  void shouldCheckAModelInTheOrderOfTheReference() {
    String bad = MODEL.replace("'DEFERRED'", "'IMMEDIATE'").replace("'POSITION'", "'OTHER'");
    assertThat(admin.call("POST", "/settlementModels", bad).toString())
        .startsWith(
            "400 3000 Generic client error - Invalid settlement model definition - delay-granularity-interchange combination");
    assertThat(admin.call("POST", "/settlementModels", MODEL.replace("'POSITION'", "'OTHER'")))
        .hasToString("400 3003 Add Party information error - Ledger account type was not found");
    admin.call("POST", "/settlementModels", MODEL);
    assertThat(admin.call("POST", "/settlementModels", MODEL))
        .hasToString("400 3000 Generic client error - Settlement Model already exists");
    assertThat(
            admin
                .call("POST", "/settlementModels", MODEL.replace("DEFERREDNETUSD", "ANOTHER"))
                .toString())
        .startsWith("500 2001 Internal server error - ");
    assertThat(admin.call("POST", "/settlementModels", MODEL.replace("DEFERREDNETUSD", "a-b")))
        .hasToString(
            "400 3101 Malformed syntax - \"name\" must only contain alpha-numeric characters");
    assertThat(admin.call("GET", "/settlementModels").json().size()).isEqualTo(1);
  }

  @Test
  void shouldSwitchAModel() {
    admin.call("POST", "/settlementModels", MODEL);
    Answer answer = admin.call("PUT", "/settlementModels/DEFERREDNETUSD", "{'isActive':false}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("isActive").booleanValue()).isFalse();
    assertThat(admin.call("GET", "/settlementModels").json().size()).isZero();
    assertThat(admin.call("PUT", "/settlementModels/OTHER", "{'isActive':false}"))
        .hasToString("500 2001 Internal server error - Settlement Model does not exist");
    assertThat(admin.call("GET", "/settlementModels/OTHER"))
        .hasToString("400 3200 Generic ID not found - The requested resource could not be found");
  }

  @Test
  void shouldListSeededAccountTypesAndAddMore() {
    JsonNode types = admin.call("GET", "/ledgerAccountTypes").json();
    assertThat(types.size()).isEqualTo(6);
    assertThat(types.get(0).get("name").stringValue()).isEqualTo("POSITION");
    assertThat(types.get(0).get("isSettleable").intValue()).isEqualTo(1);
    assertThat(types.get(1).get("isSettleable").intValue()).isZero();
    String body = "{'name':'HUB_FEE','description':'fees','isActive':true,'isSettleable':false}";
    assertThat(admin.call("POST", "/ledgerAccountTypes", body).status()).isEqualTo(201);
    assertThat(admin.call("POST", "/ledgerAccountTypes", body))
        .hasToString("400 3000 Generic client error - This Ledger Account Type already exists");
    assertThat(
            admin
                .call("GET", "/ledgerAccountTypes")
                .json()
                .get(6)
                .get("ledgerAccountTypeId")
                .intValue())
        .isEqualTo(7);
  }

  @Test
  void shouldTellTheTransactionInAnIlpPacketOfEitherVersion() {
    admin.provisioned("payerfsp", "payeefsp");
    String object = "{\"quoteId\":\"q\",\"transactionId\":\"t\"}";
    String data =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(object.getBytes(StandardCharsets.UTF_8));
    IlpPacket v1 = new IlpPacket.V1(100, "g.payeefsp.msisdn.1", data);
    IlpPacket v4 =
        new IlpPacket.V4(
            100,
            "20300101000000000",
            new org.pamoja.fspiop.ilp.Condition(CONDITION),
            "g.mojaloop",
            data);
    for (IlpPacket packet : new IlpPacket[] {v1, v4}) {
      String id = prepare("{\"ilpPacket\":\"" + packet.encode() + "\"}");
      assertThat(admin.call("GET", "/transactions/" + id)).hasToString("200 " + object);
    }
  }

  @Test
  void shouldTellUnknownTransactionsAndUnreadablePacketsWith3200() {
    admin.provisioned("payerfsp", "payeefsp");
    String notFound = "400 3200 Generic ID not found - The requested resource could not be found";
    assertThat(admin.call("GET", "/transactions/" + UUID.randomUUID())).hasToString(notFound);
    assertThat(admin.call("GET", "/transactions/" + prepare("{\"ilpPacket\":\"AAAA\"}")))
        .hasToString(notFound);
    assertThat(admin.call("GET", "/transactions/" + prepare("{}"))).hasToString(notFound);
  }

  private String prepare(String body) {
    String id = UUID.randomUUID().toString();
    Command prepare =
        new Command.Prepare(
            TransferKey.transfer(id),
            "payerfsp",
            new Party("payerfsp", true, true, admin.account("payerfsp", "POSITION")),
            new Party("payeefsp", true, true, admin.account("payeefsp", "POSITION")),
            Money.of("USD", 10_000),
            CONDITION,
            Instant.now().plusSeconds(600),
            Optional.empty(),
            "hash");
    Envelope envelope = new Envelope("", body.getBytes(StandardCharsets.UTF_8));
    admin.clearing().submit(new Submission(prepare, envelope, "payerfsp"), Runnable::run).join();
    return id;
  }
}
