package org.pamoja.ledger.transfer;

import java.util.Optional;

/**
 * Whether a conversion can be linked to its transfer. The reference does not ask; without these
 * checks money would be held for a transfer that has ended, a stranger could draw a payment to
 * itself, and a group would post unequal debits and credits.
 */
final class ConversionLinks {

  private ConversionLinks() {}

  /**
   * The reason for which {@code row} cannot serve {@code transfer}, which is empty for a payer's
   * conversion. One that failed counts too: a transfer that had one is refused or has ended with
   * it, and so no group ever has more than one of a kind, whoever posts how many.
   */
  static Optional<Failure> check(LedgerView view, Transfer row, Optional<Transfer> transfer) {
    for (Transfer other : LinkedConversions.watched(view, row.determining().orElseThrow())) {
      if (other.kind() == row.kind()) {
        return PrepareChecks.fail("Determining transfer has another conversion already");
      }
    }
    return transfer.flatMap(it -> payeeSide(row, it));
  }

  private static Optional<Failure> payeeSide(Transfer row, Transfer transfer) {
    if (transfer.kind() != TransferKind.TRANSFER || !transfer.state().holdsReservation()) {
      return PrepareChecks.fail("Determining transfer is not reserved");
    }
    if (!row.payer().equalsIgnoreCase(transfer.payee())) {
      return PrepareChecks.fail("Initiating FSP is not the payee of the determining transfer");
    }
    Leg given = row.source();
    Leg charged = transfer.source();
    boolean same =
        given.currency().equals(charged.currency()) && given.amount() == charged.amount();
    return same
        ? Optional.empty()
        : PrepareChecks.fail("Source amount is not the amount of the determining transfer");
  }
}
