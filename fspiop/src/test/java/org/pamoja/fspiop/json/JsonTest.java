package org.pamoja.fspiop.json;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private static String canonical(String text) throws MalformedJsonException {
    return new String(Json.canonical(Json.parse(text.getBytes(UTF_8))), UTF_8);
  }

  private static String received(String text) throws MalformedJsonException {
    return new String(Json.inReceivedOrder(Json.parse(text.getBytes(UTF_8))), UTF_8);
  }

  private static void shouldRefuse(byte[] body, String reason) {
    assertThatThrownBy(() -> Json.parse(body))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageContaining(reason);
  }

  private static void shouldRefuse(String body, String reason) {
    shouldRefuse(body.getBytes(UTF_8), reason);
  }

  @Test
  void shouldSortKeysAtEveryLevelByUtf16Units() throws Exception {
    // U+FF01 sorts after the surrogates of U+1F600 in UTF-16, before it by code point
    assertThat(
            canonical(
                """
                { "b" : [ {"z":1,"a":2}, null ], "a" : {"d":true,"c":false},
                  "B":"x", "10":1, "9":2, "！":1, "😀":2, "é":3 }
                """))
        .isEqualTo(
            "{\"10\":1,\"9\":2,\"B\":\"x\",\"a\":{\"c\":false,\"d\":true},"
                + "\"b\":[{\"a\":2,\"z\":1},null],\"é\":3,\"😀\":2,\"！\":1}");
  }

  @Test
  void shouldKeepReceivedOrderAndDropBlanks() throws Exception {
    assertThat(received("{ \"b\" : 1 ,\n \"a\" : [ 1 , {\"d\":\"x y\",\"c\":[]} ] , \"e\":{}}"))
        .isEqualTo("{\"b\":1,\"a\":[1,{\"d\":\"x y\",\"c\":[]}],\"e\":{}}");
  }

  @Test
  void shouldEscapeAsStringifyDoes() throws Exception {
    assertThat(
            received(
                "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\\u007f\\u2028é\\u00e9\\ud83d\\ude00\","
                    + "\"\\ud800\",\"\\udc00x\"]"))
        .isEqualTo(
            "[\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u007f\u2028éé😀\",\"\\ud800\",\"\\udc00x\"]");
  }

  @ParameterizedTest
  @CsvSource({
    "1.0,1",
    "1e3,1000",
    "100.250,100.25",
    "0,0",
    "-0,0",
    "-0.0,0",
    "0e5,0",
    "-1.50,-1.5",
    "0.000001,0.000001",
    "0.0000001,1e-7",
    "-1.5e-10,-1.5e-10",
    "1E20,100000000000000000000",
    "123456789012345680000,123456789012345680000",
    "1e21,1e+21",
    "1.25e22,1.25e+22",
    "9007199254740991,9007199254740991",
    "0.1,0.1",
    "5e-324,5e-324",
    "1e23,1e+23",
    "1.7976931348623157e308,1.7976931348623157e+308",
    "2147483648,2147483648"
  })
  void shouldWriteNumbersAsStringifyDoes(String sent, String written) throws Exception {
    assertThat(received(sent)).isEqualTo(written);
  }

  @Test
  void shouldKeepApartNumbersThatADoubleWouldMerge() throws Exception {
    assertThat(received("9007199254740993")).isEqualTo("9007199254740993");
    assertThat(received("0.10000000000000000000001")).isEqualTo("0.10000000000000000000001");
    assertThat(received("1e400")).isEqualTo("1E+400");
    assertThat(Json.parse("100.250".getBytes(UTF_8)).decimalValue())
        .isEqualTo(new BigDecimal("100.250"));
  }

  @Test
  void shouldHashTheSameWhateverTheBlanks() throws Exception {
    String hash = Json.bodyHash(Json.parse("{\"b\":1,\"a\":\"x\"}".getBytes(UTF_8)));
    // printf '{"b":1,"a":"x"}' | openssl dgst -sha256 -binary | base64
    assertThat(hash).isEqualTo("cjlWDIyManjh/wuZQmzKYb7uC1JEBkMVF8I/GA40tI0");
    assertThat(Json.bodyHash(Json.parse(" { \"b\" : 1.0, \"a\":\"\\u0078\"}\n".getBytes(UTF_8))))
        .isEqualTo(hash);
    assertThat(Json.bodyHash(Json.parse("{\"a\":\"x\",\"b\":1}".getBytes(UTF_8))))
        .isNotEqualTo(hash);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"a\":}",
        "{'a':1}",
        "{a:1}",
        "[1,]",
        "NaN",
        "01",
        "+1",
        "\"\n\"",
        "// x\n1"
      })
  void shouldRefuseWhatIsNotJson(String body) {
    shouldRefuse(body, "not valid JSON");
  }

  @Test
  void shouldRefuseEmptyBodies() {
    shouldRefuse("", "empty");
    shouldRefuse(" \n", "empty");
  }

  @Test
  void shouldRefuseTrailingTokens() {
    shouldRefuse("{} {}", "more after the end");
    shouldRefuse("{}1", "more after the end");
    shouldRefuse("{} x", "not valid JSON");
  }

  @Test
  void shouldRefuseDuplicateKeysAtAnyLevel() {
    shouldRefuse("{\"a\":1,\"a\":1}", "occurs twice");
    shouldRefuse("[{\"b\":{\"a\":1,\"c\":2,\"\\u0061\":3}}]", "occurs twice");
  }

  @Test
  void shouldRefuseOtherEncodingsThanUtf8() {
    shouldRefuse(new byte[] {'"', (byte) 0xC3, '"'}, "UTF-8");
    shouldRefuse(new byte[] {'"', (byte) 0xC0, (byte) 0xAF, '"'}, "UTF-8"); // overlong slash
    shouldRefuse(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}, "UTF-8");
    shouldRefuse("\uFEFF{}", "byte order mark");
    shouldRefuse("{}".getBytes(UTF_16BE), "not valid JSON");
  }

  @Test
  void shouldAcceptAReplacementCharacterThatWasSent() throws Exception {
    assertThat(received("\"\uFFFD\"")).isEqualTo("\"\uFFFD\"");
  }

  @Test
  void shouldBoundDepthAndLength() throws Exception {
    assertThat(received("[".repeat(64) + "]".repeat(64))).hasSize(128);
    shouldRefuse("[".repeat(65) + "]".repeat(65), "too deeply");
    shouldRefuse("\"" + "x".repeat(300_000) + "\"", "too long");
    shouldRefuse("1".repeat(101), "too long");
  }
}
