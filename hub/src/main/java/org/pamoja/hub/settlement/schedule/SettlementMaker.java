package org.pamoja.hub.settlement.schedule;

import java.util.OptionalLong;

/** Makes settlements; what follows a cut-off where a schedule asks for it. */
@FunctionalInterface
public interface SettlementMaker {
  /**
   * Creates the settlement of a model over all closed windows that it has something to settle in.
   *
   * @param model name of the model
   * @param reason why
   * @return number of the settlement; empty when there is nothing to settle
   * @throws org.pamoja.fspiop.error.FspiopException when it cannot be made, and trying again would
   *     not help
   */
  OptionalLong settle(String model, String reason);
}
