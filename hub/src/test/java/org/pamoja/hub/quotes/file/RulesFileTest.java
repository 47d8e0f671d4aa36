package org.pamoja.hub.quotes.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import tools.jackson.databind.JsonNode;

/** JSON is written with ' for ", and ~ for the ' of JSONPath. */
class RulesFileTest {
  private static final String POSITIONS =
      "$.accounts[?(@.ledgerAccountType == ~POSITION~ && @.isActive == 1)].currency";
  private static final String REFUSE =
      "{'type':'INVALID_QUOTE_REQUEST','params':{'FSPIOPError':'VALIDATION_ERROR','message':'m'}}";

  @Test
  void shouldApplyTheExampleOfTheReference() {
    String rule =
        """
        [{'conditions':{'all':[{'fact':'payload','path':'$.amount.currency','operator':'notIn',
           'value':{'fact':'payee','path':'%s'}}]},
          'event':{'type':'INVALID_QUOTE_REQUEST',
           'params':{'FSPIOPError':'PAYEE_UNSUPPORTED_CURRENCY','message':'text'}}}]\
        """
            .formatted(POSITIONS);

    assertThat(said(rule, payee("POSITION USD 1"))).isEqualTo("passed");
    assertThat(said(rule, payee("POSITION USD 1", "POSITION EUR 1"))).isEqualTo("passed");
    String refused = "5106 Payee unsupported currency - text";
    assertThat(said(rule, payee("POSITION USD 0", "SETTLEMENT USD 1"))).isEqualTo(refused);
    assertThat(said(rule, payee("POSITION EUR 1", "POSITION TZS 1"))).isEqualTo(refused);
    assertThat(said(rule, payee())).isEqualTo(refused);
  }

  @Test
  void shouldTellOneMatchFromMany() {
    String many = comparison("'fact':'payee','path':'" + POSITIONS + "'", "isArray", "true");
    assertThat(holds(many, payee("POSITION USD 1"))).isFalse();
    assertThat(holds(many, payee("POSITION USD 1", "POSITION EUR 1"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$.text | equal | 'abc' | true",
        "$.text | equal | 'ab' | false",
        "$.text | notEqual | 'ab' | true",
        "$.number | equal | 1.0 | true",
        "$.number | equal | '1' | false",
        "$.missing | equal | null | true",
        "$.list | equal | [1,'a'] | false",
        "$.text | in | ['abc','d'] | true",
        "$.text | in | ['d'] | false",
        "$.text | notIn | ['d'] | true",
        "$.list | contains | 'a' | true",
        "$.list | contains | 'b' | false",
        "$.text | contains | 'a' | false",
        "$.list | doesNotContain | 'b' | true",
        "$.text | doesNotContain | 'b' | false",
        "$.amount | lessThan | 10 | true",
        "$.amount | lessThan | '9.50' | false",
        "$.amount | lessThanInclusive | '9.50' | true",
        "$.amount | greaterThan | 9.49 | true",
        "$.amount | greaterThan | '10' | false",
        "$.amount | greaterThanInclusive | 9.5 | true",
        "$.text | greaterThan | 0 | false",
        "$.missing | lessThan | 1 | false",
        "$.single | arrayEqual | 'x' | true",
        "$.text | arrayEqual | 'abc' | true",
        "$.list | arrayEqual | 'a' | false",
        "$.list | arrayNotEqual | 'a' | true",
        "$.list | deepEqual | [1,'a'] | true",
        "$.list | deepEqual | ['a',1] | false",
        "$.object | deepEqual | {'b':[2],'a':1} | true",
        "$.object | notDeepEqual | {'a':1} | true",
        "$.text | truthy | true | true",
        "$.empty | truthy | true | false",
        "$.empty | truthy | false | true",
        "$.missing | truthy | false | true",
        "$.text | isString | true | true",
        "$.number | isString | true | false",
        "$.list | isArray | true | true",
        "$.text | isArray | false | true",
        "$.object | isObject | true | true",
        "$.list | isObject | true | false",
      },
      quoteCharacter = '"')
  void shouldCompare(String path, String operator, String value, boolean expected) {
    String payload =
        """
        {'text':'abc','number':1,'list':[1,'a'],'single':['x'],'empty':'','amount':'9.5',
         'object':{'a':1,'b':[2]}}\
        """;
    Facts facts =
        new Facts("quoteRequest", Map.of(), Map.of(), PlainJson.object(json(payload)), Map.of());
    String condition = comparison("'fact':'payload','path':'" + path + "'", operator, value);

    assertThat(holds(condition, facts)).isEqualTo(expected);
  }

  @Test
  void shouldNestConditionsAndLookAtEveryFact() {
    String header = comparison("'fact':'headers','path':'$.fspiop-source'", "equal", "'payer'");
    String operation = comparison("'fact':'operation'", "equal", "'quoteRequest'");
    String never = comparison("'fact':'operation'", "equal", "'fxQuoteRequest'");
    Facts facts = payee();

    assertThat(holds("{'any':[" + never + ",{'all':[" + header + "," + operation + "]}]}", facts))
        .isTrue();
    assertThat(holds("{'all':[" + operation + ",{'any':[" + never + "]}]}", facts)).isFalse();
    assertThat(holds("{'any':[]}", facts)).as("as in the reference's engine").isTrue();
  }

  @Test
  void shouldPutRefusalsBeforeReroutesAndHigherPrioritiesFirst() {
    String reroute = "{'type':'INTERCEPT_QUOTE','params':{'rerouteToFsp':'fxp'}}";
    String other = REFUSE.replace("'m'", "'first'");

    assertThat(said("[" + always(reroute, 1) + "]", payee())).isEqualTo("to fxp {}");
    assertThat(
            said(
                "[" + always(reroute, 3) + "," + always(REFUSE, 1) + "," + always(other, 2) + "]",
                payee()))
        .isEqualTo("3100 Generic validation error - first");
  }

  @Test
  void shouldFailRequestsThatTwoRulesRerouteOrThatMeetAnUnknownEvent() {
    String reroute =
        always(
            "{'type':'INTERCEPT_QUOTE','params':{'rerouteToFsp':'fxp','additionalHeaders':{'x-a':'b'}}}",
            1);

    assertThat(said("[" + reroute + "]", payee())).isEqualTo("to fxp {x-a=b}");
    assertThat(said("[" + reroute + "," + reroute + "]", payee())).startsWith("2001 ");
    assertThat(said("[" + always("{'type':'OTHER'}", 1) + "," + always(REFUSE, 1) + "]", payee()))
        .startsWith("2001 ");
  }

  @Test
  void shouldListAllFaultsOfAFile() {
    Throwable refused =
        catchThrowable(
            () ->
                rules(
                    """
                    [{'conditions':{'all':[
                       {'fact':'ledger','operator':'equals','value':1},
                       {'fact':'payload','path':'$.a[?(','operator':'equal','value':1,'params':{}},
                       {'fact':'payload','operator':'in'}]},
                      'event':{'type':'INVALID_QUOTE_REQUEST',
                        'params':{'FSPIOPError':'NO_SUCH_ERROR'}},'sometimes':true},
                     {'event':{'type':'INTERCEPT_QUOTE','params':{'rerouteToFsp':'a b',
                        'additionalHeaders':{'FSPIOP-Source':'x','a:b':'c'}}}}]\
                    """));

    assertThat(refused)
        .isInstanceOf(RulesFileException.class)
        .hasMessageContaining("[0].sometimes is unknown")
        .hasMessageContaining("[0].conditions.all[0].fact is unknown: \"ledger\"")
        .hasMessageContaining("[0].conditions.all[0].operator is unknown: \"equals\"")
        .hasMessageContaining("[0].conditions.all[1].path is not a JSONPath: $.a[?(")
        .hasMessageContaining("[0].conditions.all[1].params is unknown")
        .hasMessageContaining("[0].conditions.all[2].value is missing")
        .hasMessageContaining("[0].event.params.FSPIOPError is no error code: NO_SUCH_ERROR")
        .hasMessageContaining("[0].event.params.message must be a text")
        .hasMessageContaining("[1].conditions must be an object with all or any")
        .hasMessageContaining("[1].event.params.rerouteToFsp must be a participant's name")
        .hasMessageContaining("[1].event.params.additionalHeaders.FSPIOP-Source is not a header")
        .hasMessageContaining("[1].event.params.additionalHeaders.a:b is not a header");
  }

  @Test
  void shouldCallLongFilesSlow() {
    String rule =
        always(REFUSE, 1)
            .replace("'all':[]", "'all':[" + comparison("'fact':'operation'", "equal", "1") + "]");
    assertThat(rules("[" + rule + "]").isQuick()).isTrue();
    assertThat(rules("[" + rule + ("," + rule).repeat(50) + "]").isQuick()).isFalse();
  }

  private static String comparison(String fact, String operator, String value) {
    return "{" + fact + ",'operator':'" + operator + "','value':" + value + "}";
  }

  private static String always(String event, int priority) {
    return "{'conditions':{'all':[]},'event':" + event + ",'priority':" + priority + "}";
  }

  private static boolean holds(String condition, Facts facts) {
    String rules = "[{'conditions':{'all':[" + condition + "]},'event':" + REFUSE + "}]";
    return rules(rules).judge(facts) instanceof Ruling.Refused;
  }

  private static String said(String rules, Facts facts) {
    return switch (rules(rules).judge(facts)) {
      case Ruling.Passed _ -> "passed";
      case Ruling.Refused(var error) -> error.errorCode() + " " + error.errorDescription();
      case Ruling.Rerouted(String receiver, Map<String, String> headers) ->
          "to " + receiver + " " + headers;
    };
  }

  /** A payee with these accounts: type, currency, whether it is active. */
  private static Facts payee(String... accounts) {
    List<Object> list = new ArrayList<>();
    for (String account : accounts) {
      String[] parts = account.split(" ");
      list.add(
          Map.of(
              "ledgerAccountType",
              parts[0],
              "currency",
              parts[1],
              "isActive",
              Integer.parseInt(parts[2])));
    }
    return new Facts(
        "quoteRequest",
        Map.of(),
        Map.of("name", "payee", "accounts", list),
        Map.of("amount", Map.of("currency", "USD")),
        Map.of("fspiop-source", "payer"));
  }

  private static RulesFile rules(String text) {
    return new RulesFileReader().read(json(text));
  }

  private static JsonNode json(String text) {
    try {
      return Json.parse(
          text.replace('\'', '"').replace('~', '\'').getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJsonException malformed) {
      throw new IllegalArgumentException(malformed);
    }
  }
}
