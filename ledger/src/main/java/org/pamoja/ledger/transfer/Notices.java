package org.pamoja.ledger.transfer;

import java.time.Instant;
import java.util.Optional;
import org.pamoja.ledger.event.Notice;
import org.pamoja.ledger.event.Notice.Type;

/** Makes the notices that tell of a state. */
final class Notices {
  private static final String COMMITTED = TransferState.COMMITTED.external();
  private static final String ABORTED = "ABORTED";

  private Notices() {}

  /**
   * The answer to a repeat: the present state from the hub, to whoever asked again (transfers §3.2,
   * §5.2). A reservation's time is its prepare's and not on the row, so RESERVED carries none. A
   * settled transfer shows as COMMITTED: how a scheme settles is not the participants' business.
   */
  static Notice state(String recipient, Transfer transfer) {
    String shown =
        transfer.state() == TransferState.SETTLED ? COMMITTED : transfer.state().external();
    return new Notice(
        recipient,
        Type.STATE,
        transfer.key(),
        Optional.of(shown),
        transfer.completedAt(),
        transfer.fulfilment(),
        transfer.extensions(),
        transfer.failure(),
        false,
        Instant.MAX);
  }

  /**
   * Tells that a transfer is committed, in the hub's own words, with what its fulfilment message
   * brought.
   */
  static Notice committed(String recipient, Transfer transfer, Optional<String> extensions) {
    return new Notice(
        recipient,
        Type.STATE,
        transfer.key(),
        Optional.of(COMMITTED),
        transfer.completedAt(),
        transfer.fulfilment(),
        extensions,
        Optional.empty(),
        false,
        Instant.MAX);
  }

  /** PATCH with COMMITTED; shows no fulfilment. */
  static Notice patchCommitted(String recipient, Transfer transfer, Optional<String> extensions) {
    return patch(
        recipient,
        transfer,
        COMMITTED,
        transfer.completedAt(),
        extensions,
        Optional.empty(),
        false);
  }

  /** PATCH with ABORTED to an FX provider. */
  static Notice patchAborted(String recipient, Transfer conversion) {
    return patch(
        recipient,
        conversion,
        ABORTED,
        conversion.completedAt(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /**
   * PATCH with ABORTED to a payee that had asked for it, naming the transfer and, when it has one,
   * the cause.
   */
  static Notice patchAborted(
      String recipient, Transfer transfer, Instant at, Optional<Failure> cause) {
    return patch(recipient, transfer, ABORTED, Optional.of(at), Optional.empty(), cause, true);
  }

  private static Notice patch(
      String recipient,
      Transfer transfer,
      String state,
      Optional<Instant> at,
      Optional<String> extensions,
      Optional<Failure> cause,
      boolean withId) {
    return new Notice(
        recipient,
        Type.STATE_PATCH,
        transfer.key(),
        Optional.of(state),
        at,
        Optional.empty(),
        extensions,
        cause,
        withId,
        Instant.MAX);
  }
}
