package org.pamoja.ledger.clearing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.command.Submission;

/**
 * A command that waits for its batch.
 *
 * @param submission what is asked
 * @param answer completed once it is durable or has failed
 * @param completeOn where the answer is completed
 * @param submittedAt reading of {@link System#nanoTime} when it came
 */
record PendingCommand(
    Submission submission,
    CompletableFuture<Outcome> answer,
    Executor completeOn,
    long submittedAt) {}
