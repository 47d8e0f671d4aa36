package org.pamoja.hub.settlement.fees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a file of fees is found when it is read, all of it. */
class FeesFileTest {
  private static final String RULE =
      """
      {"name":"%s","type":"notification","action":"commit","status":"success",
       "start":"%s","end":"%s","conditions":{%s},
       "fee":{"from":"PAYER","to":"PAYEE","rate":"0.01","decimals":2}}""";
  private static final String JANUARY = "2030-01-01T00:00:00Z";
  private static final String FEBRUARY = "2030-02-01T00:00:00Z";
  private static final String MARCH = "2030-03-01T00:00:00Z";

  @TempDir private Path folder;

  @Test
  void shouldTakeTheExample() {
    assertThat(FeeRules.read(Path.of("..", "docs", "interchange-fees.json")).isEmpty()).isFalse();
    assertThat(read("[]").isEmpty()).isTrue();
  }

  @Test
  void shouldListAllFaultsAtOnce() {
    String faulty =
        """
        [{"name":" ","kind":"x","description":7,"type":"fulfil","action":"abort","status":1,
          "start":"2030-02-01T00:00:00Z","end":"2030-01-01T00:00:00Z",
          "conditions":{"currency":"USD","currencies":["USD","USD","usd"],"scenario":"transfer",
            "initiator":"CONSUMER","initiatorType":1,"payer":{},"payee":{"":"x","a":1},
            "differentFsps":"yes","minimum":"5","maximum":"4"},
          "fee":{"from":"PAYEE","decimals":5,"rate":0.006,"fixed":"-1","minimum":"0.00001",
            "maximum":"1e3","limit":"1"}},
         {"start":"yesterday","conditions":[],"fee":{"from":"PAYER","to":"PAYEE","decimals":0,
            "minimum":"2","maximum":"1"}},
         {"conditions":{"minimum":"x","maximum":"1","currencies":"USD"},
          "fee":{"rate":"0.51","fixed":"0.5","decimals":0}},
         7]""";

    assertThat(faults(faulty))
        .containsExactly(
            "[0].kind is unknown",
            "[0].description must be a text of 1 to 1000 characters",
            "[0].type must be notification",
            "[0].action must be commit",
            "[0].status must be success",
            "[0].end must be after start",
            "[0].name must be a text of 1 to 64 characters",
            "[0].conditions.currency is unknown",
            "[0].conditions.minimum must not be more than maximum",
            "[0].conditions.currencies has USD twice",
            "[0].conditions.currencies has what is no currency of the API: \"usd\"",
            "[0].conditions.scenario must be one of DEPOSIT, PAYMENT, REFUND, TRANSFER, WITHDRAWAL",
            "[0].conditions.initiator must be one of PAYEE, PAYER",
            "[0].conditions.initiatorType must be one of AGENT, BUSINESS, CONSUMER, DEVICE",
            "[0].conditions.payer must be an object of extensions, or be left out for none",
            "[0].conditions.payee. must have a key of 1 to 32 characters",
            "[0].conditions.payee.a must be a text of 1 to 128 characters",
            "[0].conditions.differentFsps must be true or false",
            "[0].fee.limit is unknown",
            "[0].fee.from must be PAYER",
            "[0].fee.to must be PAYEE",
            "[0].fee.decimals must be a whole number from 0 to 4",
            decimal("[0].fee.minimum", "1000000000000", 4),
            decimal("[0].fee.maximum", "1000000000000", 4),
            decimal("[0].fee.rate", "0.5", 12),
            decimal("[0].fee.fixed", "1000000000000", 4),
            "[1].type must be notification",
            "[1].action must be commit",
            "[1].status must be success",
            "[1].start must be a time such as 2030-01-31T00:00:00.000Z",
            "[1].end must be a time such as 2030-01-31T00:00:00.000Z",
            "[1].name must be a text of 1 to 64 characters",
            "[1].conditions must be an object",
            "[1].fee must have a rate or a fixed amount",
            "[1].fee.minimum must not be more than maximum",
            "[2].type must be notification",
            "[2].action must be commit",
            "[2].status must be success",
            "[2].start must be a time such as 2030-01-31T00:00:00.000Z",
            "[2].end must be a time such as 2030-01-31T00:00:00.000Z",
            "[2].name must be a text of 1 to 64 characters",
            decimal("[2].conditions.minimum", "1000000000000", 4),
            "[2].conditions.currencies must be an array of currency codes, or be left out for all",
            "[2].fee.from must be PAYER",
            "[2].fee.to must be PAYEE",
            decimal("[2].fee.rate", "0.5", 12),
            decimal("[2].fee.fixed", "1000000000000", 0),
            "[3] must be an object");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "|",
        "\"currencies\":[\"USD\",\"EUR\"]|\"currencies\":[\"EUR\",\"INR\"]",
        "\"currencies\":[\"USD\"]|",
        "\"scenario\":\"TRANSFER\"|\"initiator\":\"PAYER\"",
        "\"payer\":{\"a\":\"1\"}|\"payer\":{\"b\":\"1\"}",
        "\"payer\":{\"a\":\"1\"}|\"payee\":{\"a\":\"2\"}",
        "\"maximum\":\"10\"|\"minimum\":\"10\"",
        "\"differentFsps\":true|\"differentFsps\":false"
      })
  void shouldRefuseRulesThatMayBothApply(String one, String other) {
    assertThat(faults(two(one, other, JANUARY)))
        .containsExactly("one and other may both apply to one transfer");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"currencies\":[\"USD\"]|\"currencies\":[\"EUR\"]",
        "\"scenario\":\"TRANSFER\"|\"scenario\":\"PAYMENT\"",
        "\"initiator\":\"PAYEE\"|\"initiator\":\"PAYER\"",
        "\"initiatorType\":\"AGENT\"|\"initiatorType\":\"CONSUMER\"",
        "\"payer\":{\"a\":\"1\",\"b\":\"1\"}|\"payer\":{\"b\":\"2\"}",
        "\"payee\":{\"a\":\"1\"}|\"payee\":{\"a\":\"2\"}",
        "\"maximum\":\"10\"|\"minimum\":\"10.0001\""
      })
  void shouldTakeRulesThatNeverBothApply(String one, String other) {
    assertThat(read(two(one, other, JANUARY)).isEmpty()).isFalse();
  }

  @Test
  void shouldTakeARuleThatFollowsAnother() {
    assertThat(read(two("", "", FEBRUARY)).isEmpty()).isFalse();
  }

  @Test
  void shouldRefuseTwoRulesOfOneName() {
    String rules =
        two("\"currencies\":[\"USD\"]", "\"currencies\":[\"EUR\"]", JANUARY)
            .replace("other", "one");

    assertThat(faults(rules)).containsExactly("more than one rule is called one");
  }

  @Test
  void shouldRefuseWhatIsNoFileOfRules() throws IOException {
    assertThat(faults("{}")).containsExactly("must be a JSON array of at most 200 rules");
    Path file = folder.resolve("fees.json");
    assertThat(faults("[{\"name\":1,\"name\":2}]"))
        .singleElement()
        .asString()
        .startsWith(file + " is ");
    Files.writeString(file, " ".repeat(1024 * 1024 + 1));
    assertThatThrownBy(() -> FeeRules.read(file)).hasMessageContaining("more than 1048576 bytes");
    Path absent = folder.resolve("absent.json");
    assertThatThrownBy(() -> FeeRules.read(absent))
        .isInstanceOf(FeesFileException.class)
        .hasMessageContaining(absent + " cannot be read");
  }

  private static String two(String one, String other, String secondStart) {
    String first = RULE.formatted("one", JANUARY, FEBRUARY, one == null ? "" : one);
    String second = RULE.formatted("other", secondStart, MARCH, other == null ? "" : other);
    return "[" + first + "," + second + "]";
  }

  private static String decimal(String place, String most, int decimals) {
    return "%s must be a text such as \"0.5\", above 0, at most %s, with at most %d decimals"
        .formatted(place, most, decimals);
  }

  private List<String> faults(String rules) {
    String message = catchThrowableOfType(FeesFileException.class, () -> read(rules)).getMessage();
    return message.lines().skip(1).map(String::strip).toList();
  }

  private FeeRules read(String rules) {
    try {
      return FeeRules.read(Files.writeString(folder.resolve("fees.json"), rules));
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }
}
