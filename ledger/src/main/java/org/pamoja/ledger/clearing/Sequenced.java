package org.pamoja.ledger.clearing;

import org.pamoja.ledger.command.Submission;

/**
 * A submission with the number that its event will have.
 *
 * @param submission what is to be decided
 * @param sequence position in the batcher's stream, rising within a batch
 */
public record Sequenced(Submission submission, long sequence) {}
