package org.pamoja.ledger.transfer;

import org.pamoja.ledger.event.Notice;

/** Answers to messages that have been seen before (transfers §3.2 and §5.2). */
final class Repeats {
  static final Failure MODIFIED = new Failure("3106", "Modified request");

  private Repeats() {}

  /** A prepare whose id is known. */
  static Decision ofPrepare(Transfer known, String source, String hash) {
    if (!known.prepareHash().equals(hash)) {
      return Decision.refused(MODIFIED, Notice.error(source, known.key(), MODIFIED));
    }
    return known.state() == TransferState.RECEIVED_PREPARE
        ? Decision.IGNORED
        : Decision.answered(Notices.state(source, known));
  }

  /** An outcome message after another of its kind. */
  static Decision ofOutcome(Transfer known, String source, String storedHash, String hash) {
    if (!storedHash.equals(hash)) {
      Failure modified = Wording.of(known.key()).modifiedOutcome;
      return Decision.refused(modified, Notice.error(source, known.key(), modified));
    }
    return known.state().isFinal()
        ? Decision.answered(Notices.state(source, known))
        : Decision.IGNORED;
  }
}
