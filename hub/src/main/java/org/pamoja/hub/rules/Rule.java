package org.pamoja.hub.rules;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.pamoja.fspiop.error.ErrorCode;

/** One rule of the scheme. Immutable; the wire form is described in docs/rules.md. */
sealed interface Rule {

  /**
   * What all kinds have.
   *
   * @param id unique within the set, for operators
   * @param enabled whether it is in force
   * @param participants names by {@link Payment#key}; empty for everybody
   * @param currency the only currency it looks at, if there is one
   * @param scenario the only scenario it looks at, if there is one
   * @param code what participants get in place of the kind's own code
   * @param message what participants read in place of the kind's own text
   * @param applyUnreadable what is done when the rule needs the scenario or the parties and they
   *     cannot be read: it applies as if they fitted, or lets the payment pass
   */
  record Head(
      String id,
      boolean enabled,
      Set<String> participants,
      Optional<String> currency,
      Optional<String> scenario,
      Optional<ErrorCode> code,
      Optional<String> message,
      boolean applyUnreadable) {

    boolean concerns(String participantKey) {
      return participants.isEmpty() || participants.contains(participantKey);
    }
  }

  Head head();

  /**
   * The participants may only send, or only receive: {@code allowed} names the side they may be.
   */
  record Direction(Head head, Side allowed) implements Rule {}

  /**
   * Bounds of a single amount.
   *
   * @param of whose DFSP has to be among the participants
   * @param minimum least minor units
   * @param maximum most minor units
   */
  record Amount(Head head, Side of, OptionalLong minimum, OptionalLong maximum) implements Rule {}

  /**
   * What each participant may do in a period: in the present bucket of time and those before it.
   *
   * @param of which side is counted
   * @param unit length of a bucket
   * @param buckets how many count, the present one included, at least 1
   * @param amount most minor units
   * @param transfers most transfers
   */
  record Period(
      Head head, Side of, PeriodUnit unit, int buckets, OptionalLong amount, OptionalLong transfers)
      implements Rule {}

  /** Who pays whom, by {@link Payment#key}; {@code *} stands for everybody. */
  record Pair(String payer, String payee) {
    static final String ANYBODY = "*";

    boolean matches(String payerKey, String payeeKey) {
      return (payer.equals(ANYBODY) || payer.equals(payerKey))
          && (payee.equals(ANYBODY) || payee.equals(payeeKey));
    }
  }

  /** The participants may pay only ({@code allow}), or must not pay, as the pairs say. */
  record Pairs(Head head, boolean allow, Set<Pair> pairs) implements Rule {}

  /**
   * Parties on a list neither pay nor are paid.
   *
   * @param of the side that is looked at; empty for both
   * @param list name of the list
   */
  record Blocked(Head head, Optional<Side> of, String list) implements Rule {

    boolean looksAt(Side side) {
      return of.isEmpty() || of.get() == side;
    }
  }

  /**
   * An external screener is asked.
   *
   * @param url where
   * @param budgetMillis time it gets
   * @param acceptUnanswered what is done when it gives no proper answer in time
   * @param at when it is asked
   * @param concurrency questions under way from one node
   */
  record Screening(
      Head head,
      String url,
      int budgetMillis,
      boolean acceptUnanswered,
      Set<Stage> at,
      int concurrency)
      implements Rule {}
}
