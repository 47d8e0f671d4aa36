package org.pamoja.hub.participants;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.security.Principal;
import org.pamoja.ledger.clearing.Clearing;
import org.pamoja.ledger.clearing.ClearingOverloadedException;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.command.Submission;
import org.pamoja.ledger.event.Envelope;

/**
 * Hands an operator's command to the ledger and waits until it is decided and durable. Blocks, so
 * it is for the admin API's threads only; threads may share it.
 */
public final class LedgerDesk {
  /** Completions only wake the waiting thread, which the batcher's thread may do itself. */
  private static final Executor AT_ONCE = Runnable::run;

  private final Clearing clearing;
  private final Duration patience;

  /** Submits to {@code clearing} and waits at most {@code patience} for each command. */
  public LedgerDesk(Clearing clearing, Duration patience) {
    this.clearing = clearing;
    this.patience = patience;
  }

  /**
   * The decided outcome.
   *
   * @throws FspiopException 503/2003 when the ledger does not take the command, or does not answer
   *     in time: then it may still take effect, and the operator finds out by repeating the call
   */
  Outcome decide(Command command, Principal principal) {
    CompletableFuture<Outcome> outcome =
        clearing.submit(new Submission(command, Envelope.NONE, principal.name()), AT_ONCE);
    try {
      return outcome.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw unavailable("the ledger did not answer in time; the request may still take effect");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw unavailable("the hub is stopping; the request may still take effect");
    } catch (ExecutionException failed) {
      throw translated(failed.getCause());
    }
  }

  private static RuntimeException translated(Throwable cause) {
    return switch (cause) {
      case ClearingOverloadedException notTaken -> unavailable(notTaken.getMessage());
      case RuntimeException fault -> fault;
      default -> unavailable("the ledger did not take the request");
    };
  }

  private static FspiopException unavailable(String detail) {
    return new FspiopException(ErrorCode.SERVICE_UNAVAILABLE, detail);
  }
}
