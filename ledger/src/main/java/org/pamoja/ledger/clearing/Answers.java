package org.pamoja.ledger.clearing;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.pamoja.ledger.command.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the callers of a batch, each on its own executor, with one task for each executor. */
final class Answers {
  private static final Logger LOGGER = LoggerFactory.getLogger(Answers.class);

  private Answers() {}

  /**
   * Completes each command with the outcome at its place.
   *
   * @return ends when all have been completed, on the last one's executor
   */
  static CompletableFuture<Void> complete(List<PendingCommand> pending, List<Outcome> outcomes) {
    Map<Executor, List<Runnable>> tasks = new IdentityHashMap<>();
    for (int index = 0; index < pending.size(); index++) {
      PendingCommand command = pending.get(index);
      Outcome outcome = outcomes.get(index);
      tasks
          .computeIfAbsent(command.completeOn(), executor -> new ArrayList<>())
          .add(() -> command.answer().complete(outcome));
    }
    return hand(tasks);
  }

  /** Fails all commands with the same reason. */
  static void fail(List<PendingCommand> pending, Throwable reason) {
    Map<Executor, List<Runnable>> tasks = new IdentityHashMap<>();
    for (PendingCommand command : pending) {
      tasks
          .computeIfAbsent(command.completeOn(), executor -> new ArrayList<>())
          .add(() -> command.answer().completeExceptionally(reason));
    }
    hand(tasks);
  }

  private static CompletableFuture<Void> hand(Map<Executor, List<Runnable>> tasks) {
    return CompletableFuture.allOf(
        tasks.entrySet().stream()
            .map(entry -> hand(entry.getKey(), entry.getValue()))
            .toArray(CompletableFuture[]::new));
  }

  private static CompletableFuture<Void> hand(Executor executor, List<Runnable> tasks) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Runnable all =
        () -> {
          tasks.forEach(Runnable::run);
          done.complete(null);
        };
    try {
      executor.execute(all);
    } catch (RuntimeException stopped) {
      // The caller's event loop has stopped, but somebody may still wait for the answer. How it
      // says so is its own affair: not all executors throw RejectedExecutionException.
      LOGGER.debug("an executor takes no more tasks: {}", stopped.getMessage());
      Thread.startVirtualThread(all);
    }
    return done;
  }
}
