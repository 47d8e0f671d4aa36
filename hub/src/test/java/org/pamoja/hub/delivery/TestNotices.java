package org.pamoja.hub.delivery;

import java.time.Instant;
import java.util.Optional;
import org.pamoja.ledger.event.EventPointer;
import org.pamoja.ledger.event.Notice;
import org.pamoja.ledger.transfer.Failure;
import org.pamoja.ledger.transfer.TransferKey;

/** Notices whose text on the wire is {@code <transfer> <label>}. */
final class TestNotices {
  private TestNotices() {}

  static Notice outcome(String recipient, String transfer, String label) {
    return Notice.error(recipient, TransferKey.transfer(transfer), new Failure(label, ""));
  }

  static Notice request(String recipient, String transfer, Instant validUntil) {
    return new Notice(
        recipient,
        Notice.Type.FORWARD_PREPARE,
        TransferKey.transfer(transfer),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new Failure("prepare", "")),
        false,
        validUntil);
  }

  /** One that the test's renderer fails on. */
  static Notice unrenderable(String recipient, String transfer) {
    return Notice.forward(
        Notice.Type.FORWARD_FULFIL, recipient, TransferKey.transfer(transfer), Instant.MAX);
  }

  /** A row that is due at once. */
  static DeliveryChange row(
      int stream, long sequence, String participant, String transfer, Instant now) {
    return new DeliveryChange.Added(
        new Undelivered(
            new NoticePointer(new EventPointer(stream, sequence), 0),
            participant,
            TransferKey.transfer(transfer),
            now,
            now,
            0,
            "",
            false));
  }
}
