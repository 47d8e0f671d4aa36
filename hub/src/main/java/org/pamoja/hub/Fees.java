package org.pamoja.hub;

import java.nio.file.Path;
import org.pamoja.hub.settlement.fees.FeeRules;
import org.pamoja.hub.settlement.fees.InterchangeFees;
import org.pamoja.hub.settlement.fees.UnchargedFees;
import org.pamoja.hub.transfers.FeeCharging;

/** Puts interchange fees of this node together. */
final class Fees {
  private Fees() {}

  /**
   * Fees by the rules of the file, if one is set.
   *
   * @throws org.pamoja.hub.settlement.fees.FeesFileException when the file cannot be used
   */
  static FeeCharging charging(Ground ground) {
    String file = ground.config().settlement().feesFile();
    if (file.isEmpty()) {
      return FeeCharging.NONE;
    }
    UnchargedFees uncharged = new UnchargedFees(ground.meters().registry());
    InterchangeFees fees =
        new InterchangeFees(FeeRules.read(Path.of(file)), uncharged, ground.clock());
    return new FeeCharging(
        fees::of, message -> uncharged.tell(UnchargedFees.Cause.ACCOUNT, message.transferId()));
  }
}
