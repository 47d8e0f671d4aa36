package org.pamoja.hub.settlement.fees;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What has to be so for a fee to be due. All of it has to hold; what is absent always does.
 *
 * @param currencies the only ones; empty for all
 * @param scenario of the transaction type
 * @param initiator of the transaction type
 * @param initiatorType of the transaction type
 * @param payer extensions the payer's party must have, by key
 * @param payee extensions the payee's party must have, by key
 * @param differentFsps whether the transfer must go from one participant to another
 * @param least smallest amount, minor units
 * @param most largest amount, minor units
 */
record FeeConditions(
    Set<String> currencies,
    Optional<String> scenario,
    Optional<String> initiator,
    Optional<String> initiatorType,
    Map<String, String> payer,
    Map<String, String> payee,
    boolean differentFsps,
    long least,
    long most) {

  FeeConditions {
    currencies = Set.copyOf(currencies);
    payer = Map.copyOf(payer);
    payee = Map.copyOf(payee);
  }

  /** Whether they hold, as far as they are about what is known without the packet. */
  boolean allow(Charge charge) {
    return (currencies.isEmpty() || currencies.contains(charge.currency()))
        && (!differentFsps || charge.differentFsps())
        && charge.amount() >= least
        && charge.amount() <= most;
  }

  /** Whether they hold, as far as they are about the packet's content. */
  boolean allow(TransactionFacts facts) {
    return allows(scenario, facts.scenario())
        && allows(initiator, facts.initiator())
        && allows(initiatorType, facts.initiatorType())
        && facts.payer().entrySet().containsAll(payer.entrySet())
        && facts.payee().entrySet().containsAll(payee.entrySet());
  }

  /** Whether both may hold for one transfer. */
  boolean overlap(FeeConditions other) {
    return overlap(currencies, other.currencies)
        && overlap(scenario, other.scenario)
        && overlap(initiator, other.initiator)
        && overlap(initiatorType, other.initiatorType)
        && overlap(payer, other.payer)
        && overlap(payee, other.payee)
        && least <= other.most
        && other.least <= most;
  }

  private static boolean allows(Optional<String> wanted, String found) {
    return wanted.isEmpty() || wanted.get().equals(found);
  }

  private static boolean overlap(Set<String> one, Set<String> other) {
    return one.isEmpty() || other.isEmpty() || !Collections.disjoint(one, other);
  }

  private static boolean overlap(Optional<String> one, Optional<String> other) {
    return one.isEmpty() || other.isEmpty() || one.equals(other);
  }

  private static boolean overlap(Map<String, String> one, Map<String, String> other) {
    return one.entrySet().stream()
        .allMatch(
            wanted ->
                other.getOrDefault(wanted.getKey(), wanted.getValue()).equals(wanted.getValue()));
  }
}
