package org.pamoja.hub.settlement.fees;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pamoja.fspiop.currency.Amounts;
import org.pamoja.fspiop.ilp.IlpPacket;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import org.pamoja.fspiop.message.Money;
import org.pamoja.fspiop.message.TransferPrepare;

/** Which transfers bear a fee, and how much (settlement §8). */
class FeeRulesTest {
  private static final Path EXAMPLE = Path.of("..", "docs", "interchange-fees.json");
  private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
  private static final String WALLET =
      """
      {"partyIdInfo":{"partyIdType":"MSISDN","partyIdentifier":"1","extensionList":{"extension":[\
      {"key":"color","value":"red"},{"key":"accountType","value":"Wallet"}]}}}""";
  private static final String BANK = WALLET.replace("Wallet", "Bank");
  private static final String PLAIN =
      "{\"partyIdInfo\":{\"partyIdType\":\"MSISDN\",\"partyIdentifier\":\"1\"}}";

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @ParameterizedTest
  @CsvSource({
    "100, 0.6",
    "1, 0.01",
    "0.84, 0.01",
    "0.83, 0",
    "12.5, 0.08",
    "12.4999, 0.07",
    "10.01, 0.06",
    "123456789012.3456, 740740734.07",
    "922337203685477.5807, 5534023222112.87"
  })
  void settlement_8_example_shouldChargeRoundedHalfUp(String amount, String fee) {
    assertThat(example(transaction(WALLET, WALLET), amount)).isEqualTo(units(fee));
  }

  @Test
  void settlement_8_example_shouldChargeWalletsOfConsumersOnly() {
    assertThat(example(transaction(WALLET, BANK), "100")).isEmpty();
    assertThat(example(transaction(BANK, WALLET), "100")).isEmpty();
    assertThat(example(transaction(WALLET, PLAIN), "100")).isEmpty();
    String due = transaction(WALLET, WALLET);
    for (String change : List.of("TRANSFER=PAYMENT", "PAYER=PAYEE", "CONSUMER=BUSINESS")) {
      String[] words = change.split("=");
      assertThat(example(due.replace(words[0], words[1]), "100")).as(change).isEmpty();
    }
    assertThat(example("{}", "100")).isEmpty();
    assertThat(example("{\"transactionType\":7,\"payer\":[],\"payee\":null}", "100")).isEmpty();
    assertThat(registry.find("pamoja.settlement.fees.uncharged").counter()).isNull();
  }

  @Test
  void settlement_8_example_shouldChargeDifferentFspsOnly() {
    InterchangeFees fees = fees(FeeRules.read(EXAMPLE), NOW);
    String packet = packet(transaction(WALLET, WALLET));

    assertThat(fees.of(prepare("green", "Green", "100", packet))).isEmpty();
    assertThat(fees.of(prepare("green", "blue", "100", packet))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AA", "not base64!", "AYGYAAAAAAAAAGQMZy5iLm1zaXNkbi4xgYBl"})
  void settlement_8_unreadablePacket_shouldBeCountedAndNotCharged(String packet) {
    InterchangeFees fees = fees(FeeRules.read(EXAMPLE), NOW);

    assertThat(fees.of(prepare("green", "blue", "100", packet))).isEmpty();
    assertThat(fees.of(prepare("green", "blue", "100", packet))).isEmpty();

    assertThat(
            registry
                .get("pamoja.settlement.fees.uncharged")
                .tag("cause", "packet")
                .counter()
                .count())
        .isEqualTo(2);
  }

  @Test
  void shouldNotOpenThePacketWhenNoRuleCanApply() {
    FeeRules usd = rules(rule("a", "\"currencies\":[\"EUR\"]", "\"fixed\":\"1\",\"decimals\":0"));
    String unreadable = "AA";

    assertThat(fees(usd, NOW).of(prepare("green", "blue", "100", unreadable))).isEmpty();
    assertThat(fees(FeeRules.NONE, NOW).of(prepare("green", "blue", "100", unreadable))).isEmpty();

    assertThat(registry.getMeters()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2029-12-31T23:59:59.999Z, false",
    "2030-01-01T00:00:00Z, true",
    "2030-01-31T23:59:59.999Z, true",
    "2030-02-01T00:00:00Z, false"
  })
  void shouldChargeWhileTheRuleIsValid(Instant at, boolean charged) {
    FeeRules rules = rules(rule("a", "", "\"fixed\":\"1\",\"decimals\":0"));

    OptionalLong fee = fees(rules, at).of(prepare("green", "blue", "100", packet("{}")));

    assertThat(fee.isPresent()).isEqualTo(charged);
  }

  @ParameterizedTest
  @CsvSource({"9.9999, 0", "10, 1", "20, 1", "20.0001, 0"})
  void shouldChargeAmountsInRangeOnly(String amount, String fee) {
    String range = "\"minimum\":\"10\",\"maximum\":\"20\"";
    FeeRules rules = rules(rule("a", range, "\"fixed\":\"1\",\"decimals\":0"));

    assertThat(charged(rules, amount)).isEqualTo(units(fee));
  }

  @ParameterizedTest
  @CsvSource({"10, 0.5", "100, 1.05", "1000, 5"})
  void shouldAddTheFixedPartAndHoldTheBounds(String amount, String fee) {
    FeeRules rules =
        rules(
            rule(
                "a",
                "",
                "\"rate\":\"0.01\",\"fixed\":\"0.05\",\"decimals\":2,\"minimum\":\"0.5\",\"maximum\":\"5\""));

    assertThat(charged(rules, amount)).isEqualTo(units(fee));
  }

  @Test
  void shouldTakeTheRuleThatAppliesOfSeveral() {
    FeeRules rules =
        rules(
            rule("large", "\"minimum\":\"100.0001\"", "\"fixed\":\"2\",\"decimals\":0"),
            rule(
                "red",
                "\"maximum\":\"100\",\"payer\":{\"color\":\"red\"}",
                "\"fixed\":\"3\",\"decimals\":0"),
            rule(
                "blue",
                "\"maximum\":\"100\",\"payer\":{\"color\":\"blue\"}",
                "\"fixed\":\"4\",\"decimals\":0"));

    assertThat(charged(rules, "101")).isEqualTo(units("2"));
    assertThat(charged(rules, "100")).isEqualTo(units("3"));
  }

  @Test
  void shouldTakeTheFirstOfTwoExtensionsWithOneKey() {
    String both = WALLET.replace("color", "accountType");

    assertThat(example(transaction(both, WALLET), "100")).isEmpty();
  }

  @Test
  void shouldChargeNothingOfAnAmountLargerThanAnyLimit() {
    assertThat(example(transaction(WALLET, WALLET), "999999999999999999")).isEmpty();
  }

  private OptionalLong example(String transaction, String amount) {
    return fees(FeeRules.read(EXAMPLE), NOW)
        .of(prepare("green", "blue", amount, packet(transaction)));
  }

  private OptionalLong charged(FeeRules rules, String amount) {
    return fees(rules, NOW)
        .of(prepare("green", "blue", amount, packet(transaction(WALLET, WALLET))));
  }

  private InterchangeFees fees(FeeRules rules, Instant at) {
    return new InterchangeFees(rules, new UnchargedFees(registry), () -> at);
  }

  private static FeeRules rules(String... rules) {
    try {
      String file = "[" + String.join(",", rules) + "]";
      return new FeesFileReader().read(Json.parse(file.getBytes(StandardCharsets.UTF_8)));
    } catch (MalformedJsonException malformed) {
      throw new AssertionError(malformed);
    }
  }

  private static String rule(String name, String conditions, String fee) {
    return """
    {"name":"%s","type":"notification","action":"commit","status":"success",\
    "start":"2030-01-01T00:00:00Z","end":"2030-02-01T00:00:00Z","conditions":{%s},\
    "fee":{"from":"PAYER","to":"PAYEE",%s}}"""
        .formatted(name, conditions, fee);
  }

  private static String transaction(String payer, String payee) {
    return """
    {"transactionId":"t","payer":%s,"payee":%s,"amount":{"amount":"7","currency":"USD"},\
    "transactionType":{"scenario":"TRANSFER","initiator":"PAYER","initiatorType":"CONSUMER"}}"""
        .formatted(payer, payee);
  }

  private static String packet(String transaction) {
    byte[] text = transaction.getBytes(StandardCharsets.UTF_8);
    String data = Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    return new IlpPacket.V1(700, "g.blue", data).encode();
  }

  private static TransferPrepare prepare(String payer, String payee, String amount, String packet) {
    return new TransferPrepare(
        "id",
        payee,
        payer,
        new Money("USD", amount),
        packet,
        "condition",
        NOW,
        NOW.toString(),
        List.of());
  }

  private static OptionalLong units(String fee) {
    return fee.equals("0") ? OptionalLong.empty() : Amounts.parse(fee);
  }
}
