package org.pamoja.hub.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Says what a judgement costs here; the time is printed, not judged. */
class RuleCostTest {
  private static final int PAYMENTS = 50_000;
  private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");

  private static final String PACKET = Payments.packet("TRANSFER", "111", "222");

  private final UsageBook book = new UsageBook();

  /** Forty plain rules and ten periods with both limits, all of which look at the payment. */
  private static String fiftyRules(String more) {
    return IntStream.range(0, 50)
        .mapToObj(RuleCostTest::rule)
        .collect(Collectors.joining(",", "[", more + "]"));
  }

  private static String rule(int number) {
    String form =
        switch (number % 5) {
          case 0 -> "'kind':'PERIOD','unit':'DAY','currency':'USD','amount':'9','transfers':9";
          case 1, 2 -> "'kind':'AMOUNT','currency':'USD','maximum':'9'";
          case 3 -> "'kind':'DIRECTION','allow':'SEND','participants':['x']";
          default -> "'kind':'PAIRS','mode':'FORBID','pairs':[{'payer':'a','payee':'z'}]";
        };
    return "{'id':'r" + number + "'," + form + "}";
  }

  private Optional<RuleRefusal> judge(RuleSet rules, String id) {
    Payment payment = Payments.transfer(id, "a", "b", "5", "USD", PACKET);
    Optional<RuleRefusal> refusal = rules.judge(payment);
    if (refusal.isPresent()) {
      return refusal;
    }
    UsageBook.Room room = book.hold(id, rules.claims(payment), NOON);
    book.decided(room, false);
    return room.full().map(RuleSet::exceeded);
  }

  private void printCost(String what, RuleSet rules) {
    int refused = 0;
    long began = 0;
    for (int i = -PAYMENTS; i < PAYMENTS; i++) {
      if (i == 0) {
        began = System.nanoTime();
      }
      refused += judge(rules, "t").isPresent() ? 1 : 0;
    }
    double micros = (System.nanoTime() - began) / 1_000.0 / PAYMENTS;
    System.out.printf("RuleCostTest: %s, %.1f us%n", what, micros);
    assertThat(refused).isZero();
  }

  @Test
  void shouldJudgeByFiftyRules() {
    RuleSet rules = RuleSets.of(fiftyRules(""));
    printCost("50 rules, 10 of them periods, the payment's making included", rules);
    String last = ",{'id':'last','kind':'AMOUNT','currency':'USD','maximum':'4'}";
    assertThat(judge(RuleSets.of(fiftyRules(last)), "t").orElseThrow().rule()).isEqualTo("last");
  }

  @Test
  void shouldJudgeByFiftyRulesThatOpenThePacket() {
    String blocked = ",{'id':'last','kind':'BLOCKED','list':'sanctions'}";
    byte[] salt = new byte[PartyHash.BYTES];
    BlockLists lists =
        new BlockLists(salt, Map.of("sanctions", Set.of(PartyHash.of(salt, "MSISDN", "333"))));
    printCost("the same and a block list", RuleSets.of(fiftyRules(blocked), lists));
    BlockLists others =
        new BlockLists(salt, Map.of("sanctions", Set.of(PartyHash.of(salt, "MSISDN", "222"))));
    assertThat(judge(RuleSets.of(fiftyRules(blocked), others), "t").orElseThrow().rule())
        .isEqualTo("last");
  }
}
