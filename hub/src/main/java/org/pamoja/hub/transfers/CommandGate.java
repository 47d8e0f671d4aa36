package org.pamoja.hub.transfers;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.command.Submission;

/** Where commands are handed to the ledger. Threads may share it. */
@FunctionalInterface
public interface CommandGate {
  /**
   * Hands a command over.
   *
   * @param completeOn runs what depends on the outcome
   * @return the outcome, once the batch that decided it is durable
   */
  CompletionStage<Outcome> submit(Submission submission, Executor completeOn);
}
