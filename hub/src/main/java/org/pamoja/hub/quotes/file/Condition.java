package org.pamoja.hub.quotes.file;

import java.util.List;
import java.util.Optional;

/** What has to be so for a rule to apply. Immutable; threads may share it. */
sealed interface Condition {
  /** Whether it is so. */
  boolean holds(Facts facts);

  /** How many comparisons it takes at most. */
  int comparisons();

  /** Every part has to hold; true when there are none. */
  record All(List<Condition> parts) implements Condition {
    @Override
    public boolean holds(Facts facts) {
      return parts.stream().allMatch(part -> part.holds(facts));
    }

    @Override
    public int comparisons() {
      return parts.stream().mapToInt(Condition::comparisons).sum();
    }
  }

  /** One part has to hold; true when there are none, as in the reference's engine. */
  record Any(List<Condition> parts) implements Condition {
    @Override
    public boolean holds(Facts facts) {
      return parts.isEmpty() || parts.stream().anyMatch(part -> part.holds(facts));
    }

    @Override
    public int comparisons() {
      return parts.stream().mapToInt(Condition::comparisons).sum();
    }
  }

  /** One comparison. */
  record Comparison(Reference fact, Operator operator, Operand value) implements Condition {
    @Override
    public boolean holds(Facts facts) {
      return operator.holdsFor(fact.in(facts), value.in(facts));
    }

    @Override
    public int comparisons() {
      return 1;
    }
  }

  /** What a fact is compared with. */
  sealed interface Operand {
    /** Its value for one request; null for what is not there. */
    Object in(Facts facts);
  }

  /** A value that stands in the rule. */
  record Literal(Object value) implements Operand {
    @Override
    public Object in(Facts facts) {
      return value;
    }
  }

  /**
   * A fact, or what a path in it leads to.
   *
   * @param fact one of {@link Facts#NAMES}
   * @param path where in it, if not the whole
   */
  record Reference(String fact, Optional<FactPath> path) implements Operand {
    @Override
    public Object in(Facts facts) {
      Object whole = facts.get(fact);
      return path.isPresent() ? path.get().in(whole) : whole;
    }
  }
}
