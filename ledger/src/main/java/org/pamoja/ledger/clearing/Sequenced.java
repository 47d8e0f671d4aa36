package org.pamoja.ledger.clearing;

import org.pamoja.ledger.command.Submission;

/**
 * A submission with the number that its event will have.
 *
 * @param submission what is to be decided
 * @param sequence position in the batcher's stream, rising within a batch
 * @param submittedAt reading of the node's nanosecond clock when it came; only spans are taken from
 *     it
 */
public record Sequenced(Submission submission, long sequence, long submittedAt) {

  /** A submission of which nobody asks how long it waited. */
  public Sequenced(Submission submission, long sequence) {
    this(submission, sequence, 0);
  }
}
