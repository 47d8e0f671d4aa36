package org.pamoja.app.crash;

import java.time.Duration;
import org.pamoja.bench.dfsp.PayeeBehaviour;

/**
 * Payees of all sorts: of ten transfers they commit six at once, reserve one, commit two late, one
 * of them likely too late, and say nothing to one. The transfer's id decides, so that repetitions
 * change nothing.
 */
final class MixedPayees implements PayeeBehaviour {
  private final Duration validity;

  MixedPayees(Duration validity) {
    this.validity = validity;
  }

  @Override
  public Answer decide(String transferId) {
    return switch (sort(transferId)) {
      case 0 -> new Answer.Silence();
      case 1 -> new Answer.Commit(validity.dividedBy(2));
      case 2 -> new Answer.Commit(validity.plusMillis(200));
      case 3 -> new Answer.Reserve(Duration.ZERO);
      default -> new Answer.Commit(Duration.ZERO);
    };
  }

  /** Whether its payee answers with the state RESERVED, so that it must be told the final one. */
  static boolean reserves(String transferId) {
    return sort(transferId) == 3;
  }

  private static int sort(String transferId) {
    return Math.floorMod(transferId.hashCode(), 10);
  }
}
