package org.pamoja.hub.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What may stand in a set of rules. */
class RuleReaderTest {
  private final RuleReader reader =
      new RuleReader(
          name -> List.of("a", "b").contains(name),
          url -> url.startsWith("http://ok") ? Optional.empty() : Optional.of("cannot be called"));

  private List<String> faults(String rules) {
    return reader.read(RuleSets.json(rules)).faults();
  }

  @Test
  void shouldTellAllFaultsEachWithItsField() {
    assertThat(
            faults(
                "[{'id':'X','kind':'AMOUNT','maximum':5},{'id':'y','kind':'NONE'},7,"
                    + "{'id':'p','kind':'PERIOD','unit':'WEEK','buckets':61,'extra':1},"
                    + "{'kind':'BLOCKED','list':'l'}]"))
        .satisfiesExactly(
            it -> assertThat(it).startsWith("\"rules[0].id\" with value \"X\" fails to match"),
            it -> assertThat(it).isEqualTo("\"rules[0].maximum\" must be a string"),
            it -> assertThat(it).startsWith("\"rules[1].kind\" must be one of [DIRECTION, AMOUNT,"),
            it -> assertThat(it).startsWith("\"rules[2].kind\" must be one of"),
            it ->
                assertThat(it)
                    .isEqualTo("\"rules[3].unit\" must be one of [MINUTE, HOUR, DAY, MONTH]"),
            it -> assertThat(it).isEqualTo("\"rules[3].buckets\" must be less than or equal to 60"),
            it -> assertThat(it).isEqualTo("\"rules[3].extra\" is not allowed"),
            it -> assertThat(it).isEqualTo("\"rules[4].id\" is required"));
  }

  @Test
  void shouldRefuseRulesThatSayNothingOrContradictThemselves() {
    assertThat(
            faults(
                "[{'id':'a','kind':'AMOUNT'},{'id':'a','kind':'DIRECTION','allow':'SEND'},"
                    + "{'id':'c','kind':'AMOUNT','currency':'USD','minimum':'2','maximum':'1'},"
                    + "{'id':'d','kind':'PERIOD','unit':'DAY'},"
                    + "{'id':'e','kind':'PERIOD','unit':'DAY','amount':'1'},"
                    + "{'id':'f','kind':'PAIRS','mode':'ALLOW','pairs':[{'payer':'a','payee':'nobody'}]},"
                    + "{'id':'g','kind':'BLOCKED','list':'l','participants':['who']},"
                    + "{'id':'h','kind':'SCREENING','url':'ftp://x'}]"))
        .containsExactly(
            "\"rules[0].maximum\" is required, or a minimum",
            "\"rules[0].currency\" is required, since amounts are of a currency",
            "\"rules[1].id\" contains a duplicate value: a",
            "\"rules[1].participants\" is required: not everybody can be of one direction only",
            "\"rules[2].minimum\" must not be more than the maximum",
            "\"rules[3].amount\" is required, or a number of transfers",
            "\"rules[4].currency\" is required, since amounts are of a currency",
            "\"rules[5].pairs\" names nobody, which is no participant",
            "\"rules[6].participants\" names who, which is no participant",
            "\"rules[7].url\" cannot be called");
  }

  @Test
  void shouldRefuseCodesThatDoNotSpeakOfPayerOrPayeeAndAmountsThatAreNone() {
    for (String amount : List.of("1.0", "-1", "01", "1e3", "1.00001", "", "999999999999999")) {
      assertThat(faults("[{'id':'a','kind':'AMOUNT','currency':'USD','maximum':'" + amount + "'}]"))
          .as(amount)
          .hasSize(1);
    }
    for (String code : List.of("3100", "2001", "4001", "9999", "420")) {
      assertThat(faults("[{'id':'a','kind':'BLOCKED','list':'l','code':'" + code + "'}]"))
          .as(code)
          .hasSize(1);
    }
    assertThat(faults("{}")).containsExactly("\"rules\" must be an array");
  }

  @Test
  void shouldReadWhatItKeepsAsTheSameRules() {
    RuleReader.Read read =
        reader.read(
            RuleSets.json(
                "[{'id':'a','kind':'AMOUNT','currency':'USD','maximum':'5.25','participants':['A','*']},"
                    + "{'id':'b','kind':'PERIOD','of':'PAYEE','unit':'HOUR','buckets':24,'transfers':10},"
                    + "{'id':'c','kind':'SCREENING','url':'http://ok/x','at':['QUOTE','PREPARE'],'unanswered':'REFUSE'}]"));
    assertThat(read.faults()).isEmpty();
    assertThat(RuleReader.ofStored().read(read.json()).rules()).isEqualTo(read.rules());
    assertThat(read.rules().getFirst().head().participants()).as("* is everybody").isEmpty();
  }

  @Test
  void shouldKeepACounterWhenOnlyTheLimitChangesAndBeginAnewOtherwise() {
    String rule = "[{'id':'p','kind':'PERIOD','unit':'%s','transfers':%d,'enabled':%s}]";
    List<Rule> day = rules(rule.formatted("DAY", 5, true));
    Map<String, Counter> first =
        RuleCounters.assign(day, List.of(), Map.of(), 1, Instant.ofEpochSecond(1));
    assertThat(first.get("p")).isEqualTo(new Counter("p@1", Instant.ofEpochSecond(1)));
    List<Rule> more = rules(rule.formatted("DAY", 9, true));
    assertThat(RuleCounters.assign(more, day, first, 2, Instant.ofEpochSecond(2))).isEqualTo(first);
    List<Rule> hour = rules(rule.formatted("HOUR", 9, true));
    assertThat(RuleCounters.assign(hour, more, first, 3, Instant.ofEpochSecond(3)).get("p").id())
        .isEqualTo("p@3");
    List<Rule> off = rules(rule.formatted("HOUR", 9, false));
    assertThat(RuleCounters.assign(off, hour, first, 4, Instant.EPOCH)).isEmpty();
    assertThat(RuleCounters.assign(hour, off, Map.of(), 5, Instant.EPOCH).get("p").id())
        .isEqualTo("p@5");
  }

  private List<Rule> rules(String json) {
    return reader.read(RuleSets.json(json)).rules();
  }
}
