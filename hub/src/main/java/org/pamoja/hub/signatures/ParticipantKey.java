package org.pamoja.hub.signatures;

import java.time.Instant;
import java.util.Optional;
import org.pamoja.fspiop.jws.JwsAlgorithm;

/**
 * A public key of a participant.
 *
 * @param id the key's name in the admin API
 * @param participant number of the participant
 * @param algorithm the only algorithm it is used with
 * @param pem PEM text, one block PUBLIC KEY
 * @param fingerprint SHA-256 of the DER form, base64url
 * @param validFrom first moment at which it counts
 * @param validUntil first moment at which it does not any more; empty for no end
 * @param created when and by whom it was registered
 * @param revoked when and by whom it was revoked; empty while it is not
 */
record ParticipantKey(
    String id,
    int participant,
    JwsAlgorithm algorithm,
    String pem,
    String fingerprint,
    Instant validFrom,
    Optional<Instant> validUntil,
    Deed created,
    Optional<Deed> revoked) {

  /**
   * Who did something when.
   *
   * @param at when
   * @param by name of the principal
   */
  record Deed(Instant at, String by) {}

  /** Where a key stands in its life. */
  enum State {
    NOT_YET_VALID,
    VALID,
    EXPIRED,
    REVOKED
  }

  /**
   * Its state at a moment of this node's clock. A key that counted from its registration on is
   * never held for one of the future: the clock of the node that registered it may be ahead of this
   * one.
   */
  State state(Instant now) {
    if (revoked.isPresent()) {
      return State.REVOKED;
    }
    if (now.isBefore(validFrom) && validFrom.isAfter(created.at())) {
      return State.NOT_YET_VALID;
    }
    return validUntil.filter(end -> !now.isBefore(end)).isPresent() ? State.EXPIRED : State.VALID;
  }

  /** Whether it is or may still become valid. */
  boolean isLive(Instant now) {
    return switch (state(now)) {
      case VALID, NOT_YET_VALID -> true;
      case EXPIRED, REVOKED -> false;
    };
  }
}
