package org.pamoja.hub.settlement.settlements;

import java.util.concurrent.CompletableFuture;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.command.Submission;

/** Where commands are handed to the ledger. Threads may share it. */
@FunctionalInterface
public interface CommandGate {
  /**
   * Hands a command over.
   *
   * @return the outcome, once the batch that decided it is durable
   */
  CompletableFuture<Outcome> submit(Submission submission);
}
