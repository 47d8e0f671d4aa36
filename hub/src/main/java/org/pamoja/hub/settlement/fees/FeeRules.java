package org.pamoja.hub.settlement.fees;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;

/**
 * The rules of one file. At most one of them applies to a transfer, which is made sure when they
 * are read. Immutable; threads may share it.
 */
public final class FeeRules {
  /** No rules, no fees. */
  public static final FeeRules NONE = new FeeRules(List.of());

  private static final int MAX_BYTES = 1024 * 1024;

  private final List<FeeRule> rules;

  FeeRules(List<FeeRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * Reads a file.
   *
   * @throws FeesFileException listing all that is wrong with it
   */
  public static FeeRules read(Path path) {
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new FeesFileException(List.of(path + " has more than " + MAX_BYTES + " bytes"));
      }
      return new FeesFileReader().read(Json.parse(Files.readAllBytes(path)));
    } catch (IOException unreadable) {
      throw new FeesFileException(List.of(path + " cannot be read: " + unreadable));
    } catch (MalformedJsonException malformed) {
      throw new FeesFileException(List.of(path + " is " + malformed.getMessage()));
    }
  }

  /** Whether there are no rules. */
  public boolean isEmpty() {
    return rules.isEmpty();
  }

  /** Whether a rule may apply, by what is known without the packet. */
  boolean mayApplyTo(Charge charge) {
    for (FeeRule rule : rules) {
      if (rule.mayApplyTo(charge)) {
        return true;
      }
    }
    return false;
  }

  /** The fee in minor units; empty when there is none, or it is rounded to nothing. */
  OptionalLong feeOf(Charge charge, TransactionFacts facts) {
    for (FeeRule rule : rules) {
      if (rule.mayApplyTo(charge) && rule.conditions().allow(facts)) {
        long fee = rule.formula().of(charge.amount());
        return fee == 0 ? OptionalLong.empty() : OptionalLong.of(fee);
      }
    }
    return OptionalLong.empty();
  }
}
