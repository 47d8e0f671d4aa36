package org.pamoja.hub.rules;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What has to be true of a rule beyond the form of its fields.
 *
 * @param path where the rule stands in the request
 * @param isParticipant whether a participant of that name is registered
 * @param addressFault why a URL may not be called, if it may not
 * @param faults where faults are added
 */
record RuleChecks(
    String path,
    Predicate<String> isParticipant,
    Function<String, Optional<String>> addressFault,
    List<String> faults) {

  /** Checks one rule; {@code ids} are those of the rules before it. */
  void check(Rule rule, Set<String> ids) {
    if (!ids.add(rule.head().id())) {
      fault("id", "contains a duplicate value: " + rule.head().id());
    }
    for (String name : rule.head().participants()) {
      checkName("participants", name);
    }
    switch (rule) {
      case Rule.Direction direction -> {
        if (direction.head().participants().isEmpty()) {
          fault("participants", "is required: not everybody can be of one direction only");
        }
      }
      case Rule.Amount amount -> checkAmount(amount);
      case Rule.Period period -> checkPeriod(period);
      case Rule.Pairs pairs ->
          pairs
              .pairs()
              .forEach(
                  pair -> {
                    checkName("pairs", pair.payer());
                    checkName("pairs", pair.payee());
                  });
      case Rule.Blocked _ -> {}
      case Rule.Screening screening ->
          addressFault.apply(screening.url()).ifPresent(reason -> fault("url", reason));
    }
  }

  private void checkAmount(Rule.Amount rule) {
    if (rule.minimum().isEmpty() && rule.maximum().isEmpty()) {
      fault("maximum", "is required, or a minimum");
    }
    if (rule.minimum().orElse(0) > rule.maximum().orElse(Long.MAX_VALUE)) {
      fault("minimum", "must not be more than the maximum");
    }
    if (rule.head().currency().isEmpty()) {
      fault("currency", "is required, since amounts are of a currency");
    }
  }

  private void checkPeriod(Rule.Period rule) {
    if (rule.amount().isEmpty() && rule.transfers().isEmpty()) {
      fault("amount", "is required, or a number of transfers");
    }
    if (rule.amount().isPresent() && rule.head().currency().isEmpty()) {
      fault("currency", "is required, since amounts are of a currency");
    }
  }

  private void checkName(String field, String name) {
    if (!name.equals(Rule.Pair.ANYBODY) && !isParticipant.test(name)) {
      fault(field, "names " + name + ", which is no participant");
    }
  }

  private void fault(String field, String text) {
    faults.add("\"" + path + "." + field + "\" " + text);
  }
}
