package org.pamoja.hub.edge;

import java.util.concurrent.CompletionStage;

/**
 * Handles one kind of FSPIOP message. Called on an event loop: must not block. What is refused is
 * thrown as {@code FspiopException}, or fails the stage with one; anything else becomes a 500/2001
 * that tells the caller nothing.
 */
@FunctionalInterface
public interface FspiopHandler {
  /** Handles the message and answers once what the answer promises is durable. */
  CompletionStage<Reply> handle(FspiopRequest request);
}
