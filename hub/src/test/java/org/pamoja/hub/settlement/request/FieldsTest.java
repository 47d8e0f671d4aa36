package org.pamoja.hub.settlement.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;

/** The faults of errors §8, each with its code. */
class FieldsTest {
  @Test
  void shouldTellEachFaultWithItsCode() {
    assertFault("{}", it -> it.text("a"), "3102 Missing mandatory element - \"a\" is required");
    assertFault("{'a':1}", it -> it.text("a"), "3101 Malformed syntax - \"a\" must be a string");
    assertFault(
        "{'a':''}", it -> it.text("a"), "3101 Malformed syntax - \"a\" is not allowed to be empty");
    assertFault(
        "{'a':'" + "x".repeat(513) + "'}",
        it -> it.text("a"),
        "3101 Malformed syntax - \"a\" length must be less than or equal to 512 characters long");
    assertFault(
        "{'a':'\\u0000'}",
        it -> it.text("a"),
        "3101 Malformed syntax - \"a\" must not contain the character NUL");
    assertFault(
        "{'a':'x'}",
        it -> it.oneOf("a", List.of("y", "z")),
        "3101 Malformed syntax - \"a\" must be one of [y, z]");
    assertFault(
        "{'a':null}",
        it -> it.oneOf("a", List.of("y")),
        "3101 Malformed syntax - \"a\" must be [y]");
    for (String value : List.of("'x'", "{}", "true", "null", "''", "'1e5'")) {
      assertFault(
          "{'a':" + value + "}",
          it -> it.number("a"),
          "3100 Generic validation error - \"a\" must be a number");
    }
    for (String value : List.of("1.5", "1e400", "1e-400", "'123456789012345678901'")) {
      assertFault(
          "{'a':" + value + "}",
          it -> it.number("a"),
          "3101 Malformed syntax - \"a\" must be an integer");
    }
    assertFault(
        "{'a':[{'b':1},{'b':'x'}]}",
        it -> it.list("a", 9, item -> item.number("b")),
        "3100 Generic validation error - \"a[1].b\" must be a number");
    assertFault(
        "{'a':[{'b':1,'c':2}]}",
        it -> it.list("a", 9, item -> item.number("b")),
        "3100 Generic validation error - \"a[0].c\" is not allowed");
    assertFault(
        "{'a':[7]}",
        it -> it.list("a", 9, item -> item.number("b")),
        "3100 Generic validation error - \"a[0]\" must be of type object");
    assertFault(
        "{'a':7}",
        it -> it.list("a", 9, item -> item.number("b")),
        "3100 Generic validation error - \"a\" must be an array");
    assertFault(
        "{'a':[{},{}]}",
        it -> it.list("a", 1, item -> 0),
        "3100 Generic validation error - \"a\" must contain less than or equal to 1 items");
    assertFault("{'a':1}", Fields::end, "3100 Generic validation error - \"a\" is not allowed");
    assertThatThrownBy(() -> Fields.ofBody(Optional.empty()))
        .hasMessage("3100 Generic validation error - \"payload\" must be of type object");
  }

  @Test
  void shouldTakeNumbersAsTextAndTellThemAsNumbers() {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("state", "OPEN");
    query.put("id", "07");
    query.put("from", "2026-01-01");
    Fields fields = Fields.ofQuery(query);
    assertThat(fields.optionalNumber("id")).contains(7L);
    assertThat(fields.optionalTime("from")).isPresent();
    assertThat(fields.optionalText("state")).contains("OPEN");
    assertThat(fields.optionalText("none")).isEmpty();
    fields.end();
    assertThat(fields.asUnderstood())
        .hasToString("{\"state\":\"OPEN\",\"id\":7,\"from\":\"2026-01-01T00:00:00.000Z\"}");
  }

  @ParameterizedTest
  @CsvSource({"1,true", "9,true", "0,false", "-1,false", "x,false", "1.5,false", "undefined,false"})
  void shouldTakePositiveWholeNumbersInPaths(String text, boolean good) {
    if (good) {
      assertThat(Fields.pathId(Map.of("id", text), "id")).isEqualTo(Long.parseLong(text));
    } else {
      assertThatThrownBy(() -> Fields.pathId(Map.of("id", text), "id"))
          .hasMessage("3100 Generic validation error - 'id' URI path parameter");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-02, 2026-01-02T00:00:00Z",
    "2026-01-02T03:04, 2026-01-02T03:04:00Z",
    "2026-01-02T03:04:05, 2026-01-02T03:04:05Z",
    "2026-01-02T03:04:05.678Z, 2026-01-02T03:04:05.678Z",
    "2026-01-02T03:04:05+02:00, 2026-01-02T01:04:05Z",
    "2026-01-02T03:04:05 02:00, 2026-01-02T01:04:05Z",
    "2026-01-02T03:04:05-02:00, 2026-01-02T05:04:05Z",
    "2026-13-02, none",
    "yesterday, none",
    "99999-01-01, none",
    "+12345-01-01T00:00:00Z, none"
  })
  void shouldReadTimesInTheFormsOfIso8601(String text, String moment) {
    assertThat(IsoTime.parse(text).map(Object::toString).orElse("none")).isEqualTo(moment);
  }

  private static void assertFault(String body, Consumer<Fields> reading, String fault) {
    assertThatThrownBy(() -> reading.accept(Fields.ofBody(Optional.of(json(body)))))
        .hasMessage(fault);
  }

  private static tools.jackson.databind.JsonNode json(String text) {
    try {
      return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJsonException broken) {
      throw new AssertionError(broken);
    }
  }
}
