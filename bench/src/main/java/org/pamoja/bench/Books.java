package org.pamoja.bench;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.pamoja.bench.dfsp.SimulatedDfsp;
import org.pamoja.bench.dfsp.SimulatedDfsps;
import org.pamoja.fspiop.currency.Amounts;
import org.pamoja.wallet.Onboarding;

/** Holds the hub's books, as the admin API shows them, against what the payers were told. */
final class Books {
  private Books() {}

  /**
   * Checks that all positions together are zero and that each is what its DFSP has sent less what
   * it has received. Only to be called when no transfer is under way. Blocks.
   *
   * @return what is wrong; empty when nothing is
   */
  static List<String> check(Onboarding admin, SimulatedDfsps dfsps, String currency) {
    List<String> faults = new ArrayList<>();
    BigDecimal sum = BigDecimal.ZERO;
    for (SimulatedDfsp dfsp : dfsps.all()) {
      BigDecimal position = new BigDecimal(admin.position(dfsp.fspId(), currency));
      BigDecimal expected = BigDecimal.valueOf(dfsps.flows(dfsp.fspId()).position(), Amounts.SCALE);
      sum = sum.add(position);
      if (position.compareTo(expected) != 0) {
        faults.add(
            "position of "
                + dfsp.fspId()
                + " is "
                + position.toPlainString()
                + ", but it has sent and received "
                + expected.toPlainString());
      }
    }
    if (sum.signum() != 0) {
      faults.add("the positions' sum is " + sum.toPlainString() + ", not 0");
    }
    return faults;
  }
}
