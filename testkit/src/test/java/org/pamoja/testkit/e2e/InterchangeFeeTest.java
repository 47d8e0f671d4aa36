package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pamoja.fspiop.ilp.IlpPacket;
import org.pamoja.hub.settlement.fees.FeesFileException;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import org.pamoja.testkit.hub.EmbeddedHub;
import tools.jackson.databind.JsonNode;

/**
 * Interchange fees by the example file (settlement §8): 0.6 % from wallet to wallet, in a currency
 * whose transfers are settled gross and whose fees are settled by windows.
 */
class InterchangeFeeTest extends SettlementScene {
  private static final String CURRENCY = "UGX";
  private static final String WALLET = "Wallet";
  private static final String FEES = "INTERCHANGEFEE";
  private static final String MODEL =
      """
      {"name":"%s","settlementGranularity":"%s","settlementInterchange":"%s","settlementDelay":"%s",\
      "currency":"UGX","requireLiquidityCheck":false,"ledgerAccountType":"%s",\
      "settlementAccountType":"%s","autoPositionReset":%s}""";

  private ScriptedDfsp green;
  private ScriptedDfsp blue;

  @BeforeAll
  void setUp() {
    hubAccounts(CURRENCY);
    model("CGSUGX", "GROSS", "BILATERAL", "IMMEDIATE", "POSITION", "SETTLEMENT", "false");
    model(
        FEES,
        "NET",
        "MULTILATERAL",
        "DEFERRED",
        "INTERCHANGE_FEE",
        "INTERCHANGE_FEE_SETTLEMENT",
        "true");
  }

  @BeforeEach
  void onboard() {
    green = dfsp("green", CURRENCY);
    blue = dfsp("blue", CURRENCY);
  }

  @Test
  void settlement_8_walletToWallet_shouldBearTheFeeAndSettleItByWindow() {
    pay(green, blue, "100", WALLET, WALLET);
    assertFees("0.6", "-0.6");
    pay(green, blue, "12.5", WALLET, WALLET);
    pay(blue, green, "50", WALLET, WALLET);
    pay(green, blue, "70", WALLET, "Bank");
    assertFees("0.38", "-0.38");
    assertThat(value(green.fspId(), "POSITION", CURRENCY)).isEqualTo("0");
    assertThat(value(green.fspId(), "SETTLEMENT", CURRENCY)).isEqualTo("-867.5");
    assertThat(value(blue.fspId(), "SETTLEMENT", CURRENCY)).isEqualTo("-1132.5");

    long window = closedWindow();

    JsonNode content = window(window).get("content");
    assertThat(content.size()).isEqualTo(1);
    assertThat(content.get(0).get("ledgerAccountType").asString()).isEqualTo("INTERCHANGE_FEE");
    assertThat(content.get(0).get("currencyId").asString()).isEqualTo(CURRENCY);
    long settlement = settlement(FEES, window);
    assertThat(netAmounts(settlement(settlement)))
        .hasSize(2)
        .containsEntry(feeAccount(green), new BigDecimal("0.38"))
        .containsEntry(feeAccount(blue), new BigDecimal("-0.38"));
    settleCompletely(settlement);
    assertThat(window(window).get("state").asString()).isEqualTo(SETTLED);
    assertFees("0", "0");
    assertThat(value(green.fspId(), "SETTLEMENT", CURRENCY)).isEqualTo("-867.5");
  }

  @Test
  void settlement_8_reserve_shouldBearTheFeeAsWell() {
    String id = prepare(green, blue, "100", packet(WALLET, WALLET, "TRANSFER"), "PT10M");

    assertOk(blue.send("PUT", "/transfers/" + id, green.fspId(), Bodies.fulfil("RESERVED")));
    assertOk(blue.send("PUT", "/transfers/" + id, green.fspId(), Bodies.fulfil("RESERVED")));

    blue.await("PATCH", "/transfers/" + id);
    assertFees("0.6", "-0.6");
  }

  @Test
  void settlement_8_others_shouldBearNoFeeAndLeaveTheWindowWithoutContent() {
    pay(green, blue, "100", WALLET, "Bank");
    pay(green, blue, "100", "Bank", WALLET);
    commit(prepare(green, blue, "100", packet(WALLET, WALLET, "PAYMENT"), "PT10M"));
    commit(prepare(green, blue, "100", "AYGYAAAAAAAAAGQMZy5iLm1zaXNkbi4xgYBl", "PT10M"));

    assertFees("0", "0");
    assertThat(value(green.fspId(), "SETTLEMENT", CURRENCY)).isEqualTo("-600");
    assertThat(window(closedWindow()).get("content")).isEmpty();
    assertThat(metrics()).contains("pamoja_settlement_fees_uncharged_total{cause=\"packet\"}");
  }

  @Test
  void settlement_8_missingAccount_shouldNotKeepThePaymentFromGoingOn() {
    ScriptedDfsp payer = dfsp("payer", "USD");
    ScriptedDfsp payee = dfsp("payee", "USD");
    String id = Bodies.id();
    String body =
        Bodies.prepare(
            id, payer.fspId(), payee.fspId(), "100", "USD", Bodies.in(Duration.ofMinutes(10)));
    assertAccepted(
        payer.send(
            "POST",
            "/transfers",
            payee.fspId(),
            withPacket(body, packet(WALLET, WALLET, "TRANSFER"))));
    payee.server().await(request -> request.text().contains(id));

    assertOk(payee.send("PUT", "/transfers/" + id, payer.fspId(), Bodies.fulfil("COMMITTED")));

    assertThat(value(payer, "POSITION")).isEqualTo("100");
    assertThat(state(payer, id)).isEqualTo("COMMITTED");
    assertThat(metrics()).contains("pamoja_settlement_fees_uncharged_total{cause=\"account\"}");
  }

  @Test
  void settlement_8_abortAndExpiry_shouldBearNoFee() {
    String packet = packet(WALLET, WALLET, "TRANSFER");
    String expired = prepare(green, blue, "100", packet, "PT0.7S");
    String refused = prepare(green, blue, "100", packet, "PT10M");

    assertOk(
        blue.send(
            "PUT", "/transfers/" + refused + "/error", green.fspId(), Bodies.error("5100", "no")));

    error(green, "/transfers/" + refused);
    error(green, "/transfers/" + expired);
    assertFees("0", "0");
    assertThat(value(green.fspId(), "SETTLEMENT", CURRENCY)).isEqualTo("-1000");
  }

  @Test
  void settlement_8_faultyFile_shouldStopTheStart() {
    assertThatThrownBy(() -> EmbeddedHub.start("settlement.feesFile", "absent.json").close())
        .isInstanceOf(FeesFileException.class)
        .hasMessageContaining("absent.json cannot be read");
  }

  private void assertFees(String ofGreen, String ofBlue) {
    assertThat(
            List.of(
                value(green.fspId(), "INTERCHANGE_FEE", CURRENCY),
                value(blue.fspId(), "INTERCHANGE_FEE", CURRENCY)))
        .containsExactly(ofGreen, ofBlue);
  }

  private void pay(ScriptedDfsp payer, ScriptedDfsp payee, String amount, String from, String to) {
    String id = prepare(payer, payee, amount, packet(from, to, "TRANSFER"), "PT10M");
    assertOk(payee.send("PUT", "/transfers/" + id, payer.fspId(), Bodies.fulfil("COMMITTED")));
  }

  private void commit(String id) {
    assertOk(blue.send("PUT", "/transfers/" + id, green.fspId(), Bodies.fulfil("COMMITTED")));
  }

  private String prepare(
      ScriptedDfsp payer, ScriptedDfsp payee, String amount, String packet, String valid) {
    String id = Bodies.id();
    String body =
        Bodies.prepare(
            id, payer.fspId(), payee.fspId(), amount, CURRENCY, Bodies.in(Duration.parse(valid)));
    assertAccepted(payer.send("POST", "/transfers", payee.fspId(), withPacket(body, packet)));
    payee.server().await(request -> request.text().contains(id));
    return id;
  }

  private static String withPacket(String prepare, String packet) {
    return prepare.replaceFirst("\"ilpPacket\":\"[^\"]*\"", "\"ilpPacket\":\"" + packet + "\"");
  }

  /** What payee and payer agreed on, with the kinds of accounts of both parties. */
  private static String packet(String payer, String payee, String scenario) {
    String party =
        """
        {"partyIdInfo":{"partyIdType":"MSISDN","partyIdentifier":"1",\
        "extensionList":{"extension":[{"key":"accountType","value":"%s"}]}}}""";
    String transaction =
        """
        {"transactionId":"%s","quoteId":"%s","payer":%s,"payee":%s,\
        "amount":{"amount":"1","currency":"UGX"},\
        "transactionType":{"scenario":"%s","initiator":"PAYER","initiatorType":"CONSUMER"}}"""
            .formatted(
                Bodies.id(), Bodies.id(), party.formatted(payer), party.formatted(payee), scenario);
    byte[] text = transaction.getBytes(StandardCharsets.UTF_8);
    String data = Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    return new IlpPacket.V1(1, "g.payee.msisdn.1", data).encode();
  }

  private long feeAccount(ScriptedDfsp dfsp) {
    return admin().accountId(dfsp.fspId(), "INTERCHANGE_FEE", CURRENCY);
  }

  private String metrics() {
    return admin().get("/metrics").toString();
  }

  private void model(
      String name,
      String granularity,
      String interchange,
      String delay,
      String type,
      String settlementType,
      String reset) {
    Reply made =
        admin()
            .post(
                "/settlementModels",
                MODEL.formatted(
                    name, granularity, interchange, delay, type, settlementType, reset));
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
  }
}
