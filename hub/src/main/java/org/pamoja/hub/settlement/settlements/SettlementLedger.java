package org.pamoja.hub.settlement.settlements;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.security.Principal;
import org.pamoja.ledger.clearing.ClearingOverloadedException;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.command.SettlementCommand;
import org.pamoja.ledger.command.Submission;
import org.pamoja.ledger.event.Envelope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the steps of a settlement decided by the ledger and waits until they are durable. Threads may
 * share it; each call blocks.
 */
public final class SettlementLedger {
  private static final Logger LOG = LoggerFactory.getLogger(SettlementLedger.class);

  /** Commands handed over together: the ledger's queue is the participants' first. */
  private static final int TOGETHER = 64;

  private static final ErrorInformation NOT_DONE =
      ErrorInformation.of(ErrorCode.GENERIC_CLIENT_ERROR, "not done");

  /**
   * Why a command was not done.
   *
   * @param error for the operator
   * @param decided whether the ledger has decided so; else it may still take effect
   */
  record Refusal(ErrorInformation error, boolean decided) {}

  private final CommandGate gate;
  private final Duration patience;

  /**
   * @param gate the ledger
   * @param patience longest wait for the commands handed over together
   */
  public SettlementLedger(CommandGate gate, Duration patience) {
    this.gate = gate;
    this.patience = patience;
  }

  /**
   * Decides commands that do not depend on each other.
   *
   * @return for each, why it was not done; empty when it was, now or before
   * @throws FspiopException 503/2003 when the hub is stopping: then they may still take effect
   */
  List<Optional<Refusal>> decide(List<SettlementCommand> commands, Principal by) {
    List<Optional<Refusal>> refusals = new ArrayList<>();
    for (int from = 0; from < commands.size(); from += TOGETHER) {
      int to = Math.min(commands.size(), from + TOGETHER);
      refusals.addAll(decideTogether(commands.subList(from, to), by));
    }
    return refusals;
  }

  private List<Optional<Refusal>> decideTogether(List<SettlementCommand> commands, Principal by) {
    List<CompletableFuture<Outcome>> outcomes =
        commands.stream()
            .map(command -> gate.submit(new Submission(command, Envelope.NONE, by.name())))
            .toList();
    long deadline = System.nanoTime() + patience.toNanos();
    return outcomes.stream().map(outcome -> await(outcome, deadline)).toList();
  }

  private static Optional<Refusal> await(CompletableFuture<Outcome> outcome, long deadline) {
    try {
      return refusal(outcome.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException late) {
      return unavailable("the ledger did not answer in time, the request may be repeated");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new FspiopException(
          ErrorCode.SERVICE_UNAVAILABLE, "the hub is stopping, the request may be repeated");
    } catch (ExecutionException failed) {
      return refusal(failed.getCause());
    }
  }

  private static Optional<Refusal> refusal(Outcome outcome) {
    return switch (outcome.status()) {
      case DONE -> Optional.empty();
      case REFUSED, IGNORED ->
          Optional.of(
              outcome
                  .failure()
                  .map(
                      failure ->
                          new ErrorInformation(failure.code(), failure.description(), List.of()))
                  .map(error -> new Refusal(error, true))
                  .orElseGet(() -> new Refusal(NOT_DONE, true)));
    };
  }

  private static Optional<Refusal> refusal(Throwable cause) {
    if (cause instanceof ClearingOverloadedException) {
      return unavailable("the ledger did not take the request");
    }
    LOG.error("A step of a settlement could not be decided", cause);
    return Optional.of(new Refusal(ErrorInformation.of(ErrorCode.INTERNAL_SERVER_ERROR), false));
  }

  private static Optional<Refusal> unavailable(String detail) {
    return Optional.of(
        new Refusal(ErrorInformation.of(ErrorCode.SERVICE_UNAVAILABLE, detail), false));
  }
}
