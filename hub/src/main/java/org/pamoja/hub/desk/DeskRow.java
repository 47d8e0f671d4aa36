package org.pamoja.hub.desk;

import java.time.Instant;
import java.util.Optional;
import org.pamoja.hub.delivery.Undelivered;

/**
 * One undelivered message as the desk shows it.
 *
 * @param message what delivery knows of it
 * @param state how it stands
 * @param claimedUntil when the claim of the node that is trying it ends, if there is one
 * @param endedAt when it died or was dropped, as far as that was recorded
 * @param droppedBy who dropped it
 * @param dropReason why
 */
public record DeskRow(
    Undelivered message,
    DeskState state,
    Optional<Instant> claimedUntil,
    Optional<Instant> endedAt,
    Optional<String> droppedBy,
    Optional<String> dropReason) {

  /** Whether a node is trying it at this moment, as far as the table tells. */
  public boolean isUnderWay(Instant now) {
    return claimedUntil.filter(now::isBefore).isPresent();
  }
}
