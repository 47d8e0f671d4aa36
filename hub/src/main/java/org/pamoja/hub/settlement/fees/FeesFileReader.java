package org.pamoja.hub.settlement.fees;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pamoja.fspiop.currency.Amounts;
import tools.jackson.databind.JsonNode;

/** Reads rules and collects all that is wrong with them. For one file, used by one thread. */
final class FeesFileReader {
  private static final int MAX_RULES = 200;
  private static final int MAX_NAME = 64;
  private static final int MAX_DESCRIPTION = 1_000;
  private static final int RATE_DECIMALS = 12;
  private static final Set<String> RULE =
      Set.of(
          "name", "description", "type", "action", "status", "start", "end", "conditions", "fee");
  private static final Set<String> FEE =
      Set.of("from", "to", "rate", "fixed", "decimals", "minimum", "maximum");

  private final List<String> faults = new ArrayList<>();
  private final FeeFields fields = new FeeFields(faults);
  private final FeeConditionsReader conditions = new FeeConditionsReader(fields);

  /**
   * Rules.
   *
   * @throws FeesFileException listing all faults
   */
  FeeRules read(JsonNode file) {
    if (!file.isArray() || file.size() > MAX_RULES) {
      throw new FeesFileException(
          List.of("must be a JSON array of at most " + MAX_RULES + " rules"));
    }
    List<FeeRule> rules = new ArrayList<>();
    for (int i = 0; i < file.size(); i++) {
      if (file.get(i).isObject()) {
        rules.add(rule(file.get(i), "[" + i + "]"));
      } else {
        faults.add("[" + i + "] must be an object");
      }
    }
    refuseSameNames(rules);
    if (faults.isEmpty()) {
      // With what a faulty rule overlaps says nothing.
      refuseOverlaps(rules);
    }
    if (!faults.isEmpty()) {
      throw new FeesFileException(faults);
    }
    return new FeeRules(rules);
  }

  private FeeRule rule(JsonNode rule, String place) {
    fields.refuseUnknown(rule, RULE, place);
    if (rule.has("description")) {
      fields.text(rule.path("description"), place + ".description", MAX_DESCRIPTION);
    }
    // The header of the reference's scripts: fees post when a transfer commits, and only then.
    fields.require(rule.path("type"), "notification", place + ".type");
    fields.require(rule.path("action"), "commit", place + ".action");
    fields.require(rule.path("status"), "success", place + ".status");
    Optional<Instant> start = fields.time(rule.path("start"), place + ".start");
    Optional<Instant> end = fields.time(rule.path("end"), place + ".end");
    if (start.isPresent() && end.isPresent() && !start.get().isBefore(end.get())) {
      faults.add(place + ".end must be after start");
    }
    return new FeeRule(
        fields.text(rule.path("name"), place + ".name", MAX_NAME),
        start.orElse(Instant.MIN),
        end.orElse(Instant.MAX),
        conditions.read(rule.path("conditions"), place + ".conditions"),
        formula(rule.path("fee"), place + ".fee"));
  }

  private FeeFormula formula(JsonNode fee, String place) {
    fields.refuseUnknown(fee, FEE, place);
    // The ledger debits the payer's participant and credits the payee's, never the other way.
    fields.require(fee.path("from"), "PAYER", place + ".from");
    fields.require(fee.path("to"), "PAYEE", place + ".to");
    int decimals = fields.wholeNumber(fee.path("decimals"), place + ".decimals", Amounts.SCALE);
    if (!fee.has("rate") && !fee.has("fixed")) {
      faults.add(place + " must have a rate or a fixed amount");
    }
    Optional<BigDecimal> minimum = part(fee, "minimum", place, decimals);
    Optional<BigDecimal> maximum = part(fee, "maximum", place, decimals);
    if (minimum.isPresent() && maximum.isPresent() && minimum.get().compareTo(maximum.get()) > 0) {
      faults.add(place + ".minimum must not be more than maximum");
    }
    return new FeeFormula(
        rate(fee.path("rate"), place + ".rate"),
        part(fee, "fixed", place, decimals).orElse(BigDecimal.ZERO),
        decimals,
        minimum,
        maximum);
  }

  private BigDecimal rate(JsonNode rate, String place) {
    return rate.isMissingNode()
        ? BigDecimal.ZERO
        : fields
            .positive(rate, place, RATE_DECIMALS, FeeFormula.LARGEST_RATE)
            .orElse(BigDecimal.ZERO);
  }

  /** An amount of money in a formula; finer than what is rounded to, it could never be charged. */
  private Optional<BigDecimal> part(JsonNode fee, String name, String place, int decimals) {
    return fee.has(name)
        ? fields.positive(fee.get(name), place + "." + name, decimals, FeeFormula.LARGEST_AMOUNT)
        : Optional.empty();
  }

  private void refuseSameNames(List<FeeRule> rules) {
    Set<String> names = new HashSet<>();
    for (FeeRule rule : rules) {
      if (!rule.name().isEmpty() && !names.add(rule.name())) {
        faults.add("more than one rule is called " + rule.name());
      }
    }
  }

  private void refuseOverlaps(List<FeeRule> rules) {
    for (int i = 0; i < rules.size(); i++) {
      for (int j = i + 1; j < rules.size(); j++) {
        if (rules.get(i).overlaps(rules.get(j))) {
          faults.add(
              "%s and %s may both apply to one transfer"
                  .formatted(rules.get(i).name(), rules.get(j).name()));
        }
      }
    }
  }
}
