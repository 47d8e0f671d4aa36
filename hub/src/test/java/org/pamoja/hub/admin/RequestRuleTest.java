package org.pamoja.hub.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pamoja.hub.admin.ObjectRule.object;
import static org.pamoja.hub.admin.ObjectRule.optional;
import static org.pamoja.hub.admin.ObjectRule.required;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** errors §7: what the admin API says about bad requests. */
class RequestRuleTest {
  private static final RequestRule RULE =
      RequestRule.ofBody(
              required("name", TextRule.text(2, 30)),
              optional("flag", FlagRule.flag()),
              optional("lenient", FlagRule.lenientFlag()),
              optional("amount", NumberRule.amount(NumberRule.Sign.ANY)),
              optional(
                  "inner",
                  object(required("value", NumberRule.amount(NumberRule.Sign.NOT_NEGATIVE)))),
              optional("marked", object(required("value", FlagRule.flag()))).labelled("the label"),
              optional("list", ListRule.listOf(object(optional("key", TextRule.text())), 2)))
          .withPath(required("id", NumberRule.id()));

  @Test
  void shouldTellPathFaultsBeforeBodyFaults() throws Exception {
    assertFault("x", "{}", "\"id\" must be a number. \"name\" is required");
    assertFault("0", "{'name':'ab'}", "\"id\" must be a positive number");
    assertFault("1.5", "{'name':'ab'}", "\"id\" must be an integer");
  }

  @Test
  void shouldCallNestedValuesByTheirPathAndLabelledOnesByTheirLabel() throws Exception {
    assertFault("1", "{'name':'ab','inner':{}}", "\"inner.value\" is required");
    assertFault("1", "{'name':'ab','inner':{'value':1,'x':1}}", "\"inner.x\" is not allowed");
    assertFault("1", "{'name':'ab','inner':7}", "\"inner\" must be of type object");
    assertFault("1", "{'name':'ab','marked':7}", "\"the label\" must be of type object");
    assertFault("1", "{'name':'ab','marked':{}}", "\"marked.value\" is required");
    assertFault("1", "{'name':'ab','list':[{},{'key':1}]}", "\"list[1].key\" must be a string");
    assertFault(
        "1",
        "{'name':'ab','list':[{},{},{}]}",
        "\"list\" must contain less than or equal to 2 items");
  }

  @Test
  void shouldTellLengthsAndTypesOfTexts() throws Exception {
    assertFault("1", "{'name':'a'}", "\"name\" length must be at least 2 characters long");
    assertFault(
        "1",
        "{'name':'" + "a".repeat(31) + "'}",
        "\"name\" length must be less than or equal to 30 characters long");
    assertFault("1", "{'name':''}", "\"name\" is not allowed to be empty");
    assertFault("1", "{'name':5}", "\"name\" must be a string");
    assertFault("1", "{'name':'a\\u0000'}", "\"name\" must not contain the character NUL");
  }

  @Test
  void shouldRefuseABodyThatIsNoObject() throws Exception {
    assertFault("1", "[]", "\"value\" must be of type object");
    assertThatThrownBy(() -> RULE.check(Map.of("id", "1"), Map.of(), Optional.empty()))
        .hasMessageContaining("\"value\" must be of type object");
  }

  @Test
  void shouldCoerceTextsOfNumbersAndBooleans() throws Exception {
    ObjectNode body =
        RULE.check(
                Map.of("id", "7"),
                Map.of(),
                Optional.of(json("{'name':'ab','flag':'TRUE','lenient':'1','amount':' 1.00005 '}")))
            .body();
    assertThat(body.get("flag").booleanValue()).isTrue();
    assertThat(body.get("lenient").booleanValue()).isTrue();
    assertThat(AdminAmounts.minorUnits(body.get("amount"))).isEqualTo(10_001);
    assertFault("1", "{'name':'ab','flag':1}", "\"flag\" must be a boolean");
    assertFault("1", "{'name':'ab','lenient':2}", "\"lenient\" must be a boolean");
    assertThat(
            RULE.check(
                    Map.of("id", "7"), Map.of(), Optional.of(json("{'name':'ab','lenient':null}")))
                .body()
                .get("lenient")
                .booleanValue())
        .isFalse();
  }

  private static void assertFault(String id, String body, String fault) throws Exception {
    JsonNode json = json(body);
    assertThatThrownBy(() -> RULE.check(Map.of("id", id), Map.of(), Optional.of(json)))
        .hasMessage("3101 Malformed syntax - " + fault);
  }

  private static JsonNode json(String text) throws MalformedJsonException {
    return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
