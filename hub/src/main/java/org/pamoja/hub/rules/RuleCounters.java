package org.pamoja.hub.rules;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Which counter each period rule of a new set gets. Pure. */
final class RuleCounters {
  private RuleCounters() {}

  /**
   * A rule that counts the same as the rule of that id did before keeps its counter.
   *
   * @param rules the new set
   * @param before the set it replaces
   * @param countersBefore that set's counters
   * @param version the new set's number
   * @param now when it comes into force, by the database
   */
  static Map<String, Counter> assign(
      List<Rule> rules,
      List<Rule> before,
      Map<String, Counter> countersBefore,
      long version,
      Instant now) {
    Map<String, Counter> counters = new HashMap<>();
    for (Rule rule : rules) {
      if (rule instanceof Rule.Period period && period.head().enabled()) {
        String id = period.head().id();
        Optional<Counter> kept =
            before.stream()
                .filter(old -> old.head().id().equals(id) && countTheSame(old, period))
                .findFirst()
                .map(old -> countersBefore.get(old.head().id()));
        counters.put(id, kept.orElseGet(() -> new Counter(id + "@" + version, now)));
      }
    }
    return counters;
  }

  private static boolean countTheSame(Rule before, Rule.Period now) {
    return before instanceof Rule.Period old
        && old.of() == now.of()
        && old.unit() == now.unit()
        && old.buckets() >= now.buckets()
        && old.head().participants().equals(now.head().participants())
        && Objects.equals(old.head().currency(), now.head().currency())
        && Objects.equals(old.head().scenario(), now.head().scenario())
        && old.head().applyUnreadable() == now.head().applyUnreadable();
  }
}
