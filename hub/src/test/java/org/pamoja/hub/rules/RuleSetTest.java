package org.pamoja.hub.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each kind of rule, and the order in which they are judged. */
class RuleSetTest {
  private static final byte[] SALT = new byte[32];

  private static String judged(RuleSet rules, Payment payment) {
    return rules
        .judge(payment)
        .map(
            it ->
                it.rule()
                    + ": "
                    + it.information().errorCode()
                    + " "
                    + it.information().errorDescription())
        .orElse("");
  }

  private static String judged(String rules, String payer, String payee, String amount) {
    return judged(RuleSets.of(rules), Payments.transfer(payer, payee, amount, "USD"));
  }

  @Test
  void shouldRefuseToPaySendOnlyAndToLetReceiveOnlyParticipantsPay() {
    String sendOnly = "[{'id':'s','kind':'DIRECTION','allow':'SEND','participants':['A']}]";
    assertThat(judged(sendOnly, "a", "b", "1")).isEmpty();
    assertThat(judged(sendOnly, "b", "a", "1"))
        .isEqualTo("s: 5300 Payee permission error - the payee FSP may not receive payments");
    String receiveOnly = "[{'id':'r','kind':'DIRECTION','allow':'RECEIVE','participants':['a']}]";
    assertThat(judged(receiveOnly, "b", "A", "1")).isEmpty();
    assertThat(judged(receiveOnly, "A", "b", "1"))
        .isEqualTo("r: 4300 Payer permission error - the payer FSP may not send payments");
  }

  @Test
  void shouldBoundSingleAmountsEqualityPassing() {
    String rules =
        "[{'id':'cap','kind':'AMOUNT','currency':'USD','minimum':'1','maximum':'100.5'},"
            + "{'id':'in','kind':'AMOUNT','of':'PAYEE','participants':['b'],'currency':'USD','maximum':'50'}]";
    assertThat(judged(rules, "a", "c", "1")).isEmpty();
    assertThat(judged(rules, "a", "c", "100.5")).isEmpty();
    assertThat(judged(rules, "a", "c", "100.5001")).startsWith("cap: 4200 Payer limit error - ");
    assertThat(judged(rules, "a", "c", "0.9999")).startsWith("cap: 4200 ");
    assertThat(judged(rules, "a", "b", "50.01")).startsWith("in: 5200 Payee limit error - ");
    assertThat(judged(rules, "a", "c", "999999999999999999"))
        .as("more than a long holds")
        .startsWith("cap: 4200");
    assertThat(judged(RuleSets.of(rules), Payments.transfer("a", "c", "1000", "EUR"))).isEmpty();
  }

  @Test
  void shouldAllowOnlyListedPairsOrForbidThem() {
    String allow =
        "[{'id':'p','kind':'PAIRS','mode':'ALLOW','participants':['a'],"
            + "'pairs':[{'payer':'a','payee':'b'},{'payer':'*','payee':'d'}]}]";
    assertThat(judged(allow, "a", "B", "1")).isEmpty();
    assertThat(judged(allow, "a", "d", "1")).isEmpty();
    assertThat(judged(allow, "x", "y", "1")).as("not among the participants").isEmpty();
    assertThat(judged(allow, "a", "c", "1")).startsWith("p: 4300 ");
    String forbid =
        "[{'id':'p','kind':'PAIRS','mode':'FORBID','pairs':[{'payer':'a','payee':'*'}]}]";
    assertThat(judged(forbid, "b", "a", "1")).isEmpty();
    assertThat(judged(forbid, "A", "b", "1")).startsWith("p: 4300 ");
  }

  @Test
  void shouldFindBlockedPartiesHoweverTheyAreSpelled() {
    BlockLists lists =
        new BlockLists(SALT, Map.of("l", Set.of(PartyHash.of(SALT, "MSISDN", "+256 (0) 111"))));
    RuleSet both = RuleSets.of("[{'id':'b','kind':'BLOCKED','list':'l'}]", lists);
    assertThat(judged(both, payment("2560111", "9"))).startsWith("b: 4400 ");
    assertThat(judged(both, payment("9", "2560111"))).startsWith("b: 5400 ");
    assertThat(judged(both, payment("9", "8"))).isEmpty();
    RuleSet payees = RuleSets.of("[{'id':'b','kind':'BLOCKED','of':'PAYEE','list':'l'}]", lists);
    assertThat(judged(payees, payment("2560111", "9"))).isEmpty();
    RuleSet other = RuleSets.of("[{'id':'b','kind':'BLOCKED','list':'other'}]", lists);
    assertThat(judged(other, payment("2560111", "9"))).isEmpty();
    assertThat(PartyHash.of(SALT, "EMAIL", " A@B.org"))
        .isEqualTo(PartyHash.of(SALT, "email", "a@b.ORG"));
    assertThat(PartyHash.of(SALT, "MSISDN", "1")).isNotEqualTo(PartyHash.of(SALT, "ALIAS", "1"));
  }

  private static Payment payment(String payer, String payee) {
    return Payments.transfer("t", "a", "b", "1", "USD", Payments.packet("TRANSFER", payer, payee));
  }

  @Test
  void shouldDoAsToldWithPacketsThatCannotBeRead() {
    Payment opaque = Payments.transfer("t", "a", "b", "200", "USD", "AQAAAAAAAADI");
    BlockLists lists = new BlockLists(SALT, Map.of("l", Set.of(PartyHash.of(SALT, "A", "1"))));
    String blocked = "[{'id':'b','kind':'BLOCKED','list':'l','unreadable':'%s'}]";
    assertThat(judged(RuleSets.of(blocked.formatted("PASS"), lists), opaque)).isEmpty();
    assertThat(judged(RuleSets.of(blocked.formatted("APPLY"), lists), opaque))
        .isEqualTo(
            "b: 4400 Generic Payer blocked error - the transaction in the ILP packet cannot be read");
    String amount =
        "[{'id':'m','kind':'AMOUNT','currency':'USD','scenario':'REFUND','maximum':'100','unreadable':'%s'}]";
    assertThat(judged(RuleSets.of(amount.formatted("PASS")), opaque)).isEmpty();
    assertThat(judged(RuleSets.of(amount.formatted("APPLY")), opaque)).startsWith("m: 4200 ");
  }

  @Test
  void shouldLookOnlyAtItsScenarioAndUseItsOwnCodeAndText() {
    RuleSet rules =
        RuleSets.of(
            "[{'id':'d','kind':'DIRECTION','allow':'SEND','participants':['b'],'scenario':'DEPOSIT',"
                + "'code':'5102','message':'no deposits here'}]");
    assertThat(judged(rules, Payments.transfer("a", "b", "1", "USD"))).isEmpty();
    Payment deposit =
        Payments.transfer("t", "a", "b", "1", "USD", Payments.packet("DEPOSIT", "1", "2"));
    assertThat(judged(rules, deposit))
        .isEqualTo("d: 5102 Payee FSP unsupported transaction type - no deposits here");
  }

  @Test
  void shouldTellTheFirstRuleInOrderAndPassOverThoseNotEnabled() {
    String rules =
        "[{'id':'off','kind':'AMOUNT','currency':'USD','maximum':'1','enabled':false},"
            + "{'id':'first','kind':'AMOUNT','currency':'USD','maximum':'20'},"
            + "{'id':'second','kind':'AMOUNT','currency':'USD','maximum':'10'}]";
    assertThat(judged(rules, "a", "b", "5")).isEmpty();
    assertThat(judged(rules, "a", "b", "15")).startsWith("second: ");
    assertThat(judged(rules, "a", "b", "25")).startsWith("first: ");
    assertThat(
            RuleSets.of("[{'id':'off','kind':'PERIOD','unit':'DAY','transfers':1,'enabled':false}]")
                .isEmpty())
        .isTrue();
  }

  @Test
  void shouldClaimOfPeriodsPerParticipantOfTheCountedSide() {
    RuleSet rules =
        RuleSets.of(
            "[{'id':'out','kind':'PERIOD','unit':'DAY','transfers':1},"
                + "{'id':'in','kind':'PERIOD','of':'PAYEE','participants':['b'],'unit':'MONTH','currency':'USD','amount':'5'},"
                + "{'id':'euro','kind':'PERIOD','unit':'DAY','currency':'EUR','amount':'5'}]");
    List<Claim> claims = rules.claims(Payments.transfer("A", "b", "2", "USD"));
    assertThat(claims)
        .extracting(Claim::key)
        .containsExactly(new Claim.Key("out@1", "a"), new Claim.Key("in@1", "b"));
    assertThat(claims.getLast().amount()).isEqualTo(20_000);
  }
}
