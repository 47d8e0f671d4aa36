package org.pamoja.hub.delivery;

import java.time.Instant;
import org.pamoja.ledger.transfer.TransferKey;

/**
 * A message that could not be handed over yet: only its name; what it says is rendered again from
 * the event.
 *
 * @param pointer which notice
 * @param participant who is owed it
 * @param about transfer or conversion it is about: those of one participant and transfer are
 *     delivered in order
 * @param createdAt time of the event
 * @param nextTryAt not to be tried before
 * @param attempts tries so far
 * @param lastError what the last try ended with, empty before the first
 * @param dead whether nobody tries it any more
 * @param triedSince since when it is tried: the event's time, or when an operator has revived it
 */
public record Undelivered(
    NoticePointer pointer,
    String participant,
    TransferKey about,
    Instant createdAt,
    Instant nextTryAt,
    int attempts,
    String lastError,
    boolean dead,
    Instant triedSince) {

  /** A message that no operator has revived. */
  public Undelivered(
      NoticePointer pointer,
      String participant,
      TransferKey about,
      Instant createdAt,
      Instant nextTryAt,
      int attempts,
      String lastError,
      boolean dead) {
    this(pointer, participant, about, createdAt, nextTryAt, attempts, lastError, dead, createdAt);
  }
}
