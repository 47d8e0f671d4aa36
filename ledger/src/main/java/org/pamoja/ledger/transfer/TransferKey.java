package org.pamoja.ledger.transfer;

import java.util.Comparator;

/**
 * Names a transfer or a conversion. The two are separate name spaces, as their FSPIOP resources
 * are, so one participant's commitRequestId cannot collide with another's transferId.
 *
 * @param id transferId or commitRequestId, text as received; equality is textual
 * @param conversion true for a conversion (fxTransfers)
 */
public record TransferKey(String id, boolean conversion) implements Comparable<TransferKey> {
  private static final Comparator<TransferKey> ORDER =
      Comparator.comparing(TransferKey::id).thenComparing(TransferKey::conversion);

  /** Key of a transfer, or of a record of funds in or out. */
  public static TransferKey transfer(String id) {
    return new TransferKey(id, false);
  }

  /** Key of a conversion. */
  public static TransferKey conversion(String id) {
    return new TransferKey(id, true);
  }

  /** The order in which rows are locked (architecture, decision 10). */
  @Override
  public int compareTo(TransferKey other) {
    return ORDER.compare(this, other);
  }
}
