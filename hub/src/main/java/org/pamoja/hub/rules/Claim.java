package org.pamoja.hub.rules;

/**
 * What a payment takes of a rule's period.
 *
 * @param rule the rule
 * @param key whose count it is
 * @param counter where it is counted
 * @param amount minor units; {@link Long#MAX_VALUE} when more than a long holds
 */
record Claim(Rule.Period rule, Key key, Counter counter, long amount) {

  /**
   * One participant's count under a counter.
   *
   * @param counter the counter's id
   * @param participant by {@link Payment#key}
   */
  record Key(String counter, String participant) {}
}
