package org.pamoja.hub.transfers;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.Extension;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.message.TransferState;
import org.pamoja.fspiop.message.TransferStatus;
import org.pamoja.hub.delivery.HubCallbacks;
import org.pamoja.hub.delivery.OutboundMessage;
import org.pamoja.hub.delivery.Relay;
import org.pamoja.hub.delivery.RelayResult;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.participants.Participant;
import org.pamoja.hub.participants.ParticipantDirectory;
import org.pamoja.ledger.transfer.Failure;
import org.pamoja.ledger.transfer.Transfer;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers GET /transfers/{id} and GET /fxTransfers/{id} by callback (transfers §7.1). The answer is
 * what the ledger holds at that moment; it is sent once, since who misses it can ask again. Threads
 * may share it.
 */
public final class TransferQuestions {
  private static final Logger LOG = LoggerFactory.getLogger(TransferQuestions.class);

  private final ParticipantDirectory participants;
  private final TransferReader reader;
  private final TransferCallbacks callbacks;
  private final Relay relay;
  private final Executor blocking;
  private final Semaphore places;
  private final Outages outages = new Outages("transfers");

  /**
   * @param participants who may ask
   * @param reader what is stored
   * @param callbacks makes the hub's own messages
   * @param relay sends the answers
   * @param blocking runs tasks that wait for the database
   * @param settings bounds
   */
  public TransferQuestions(
      ParticipantDirectory participants,
      TransferReader reader,
      HubCallbacks callbacks,
      Relay relay,
      Executor blocking,
      TransferSettings settings) {
    this.participants = participants;
    this.reader = reader;
    this.callbacks = new TransferCallbacks(callbacks);
    this.relay = relay;
    this.blocking = blocking;
    this.places = new Semaphore(settings.questions());
  }

  /**
   * Takes a question. The answer to it is sent once the request has been answered.
   *
   * @param asker participant that asks and gets the answer
   * @return 202, once it is known what to tell; fails with {@link FspiopException} 2003 when too
   *     many questions are being answered, or transfers cannot be read
   */
  public CompletionStage<Reply> ask(String asker, TransferKey key) {
    if (!places.tryAcquire()) {
      return unavailable("too many questions about transfers");
    }
    try {
      return CompletableFuture.supplyAsync(() -> reply(asker, key), blocking)
          .whenComplete((_, _) -> places.release());
    } catch (RejectedExecutionException stopping) {
      places.release();
      return unavailable("the hub is stopping");
    }
  }

  private static CompletionStage<Reply> unavailable(String detail) {
    return CompletableFuture.failedFuture(
        new FspiopException(ErrorCode.SERVICE_UNAVAILABLE, detail));
  }

  private Reply reply(String asker, TransferKey key) {
    if (read(() -> participants.findBlocking(asker)).filter(Participant::active).isEmpty()) {
      return Reply.ACCEPTED;
    }
    OutboundMessage answer =
        read(() -> reader.find(key))
            // A settlement's own transfer is nothing that participants have sent.
            .filter(transfer -> transfer.kind() != TransferKind.SETTLEMENT)
            .map(transfer -> about(transfer, asker))
            .orElseGet(() -> callbacks.error(asker, key, unknown(key)));
    return Reply.ACCEPTED.then(() -> send(answer));
  }

  private <T> T read(Supplier<T> stored) {
    try {
      return stored.get();
    } catch (RuntimeException failure) {
      throw outages.judged(failure);
    }
  }

  private void send(OutboundMessage message) {
    relay
        .send(message)
        .thenAccept(
            result -> {
              if (result instanceof RelayResult.Failed failed) {
                LOG.warn("An answer did not reach {}: {}", message.recipient(), failed.reason());
              }
            });
  }

  private OutboundMessage about(Transfer transfer, String asker) {
    if (!asker.equalsIgnoreCase(transfer.payer()) && !asker.equalsIgnoreCase(transfer.payee())) {
      ErrorCode code = ErrorCode.GENERIC_CLIENT_ERROR;
      return callbacks.error(asker, transfer.key(), new Failure(code.code(), code.message()));
    }
    return callbacks.state(asker, transfer.key(), status(transfer));
  }

  private TransferStatus status(Transfer transfer) {
    TransferState state = TransferCallbacks.shown(transfer.state().external());
    return new TransferStatus(
        TransferRoute.of(transfer.key()).kind(),
        state,
        Optional.empty(),
        completedAt(transfer),
        transfer.fulfilment(),
        extensions(transfer, state));
  }

  /** The time of the last change of state; of what has only been prepared that is the prepare's. */
  private Optional<Instant> completedAt(Transfer transfer) {
    return transfer.completedAt().or(() -> read(() -> reader.timeOf(transfer.prepared())));
  }

  /** The answer about a conversion has no extension list, as in the reference. */
  private static List<Extension> extensions(Transfer transfer, TransferState state) {
    if (transfer.key().conversion()) {
      return List.of();
    }
    Optional<Failure> cause =
        state == TransferState.ABORTED ? transfer.failure() : Optional.empty();
    return TransferCallbacks.extensions(ExtensionText.read(transfer.extensions()), cause);
  }

  private static Failure unknown(TransferKey key) {
    String named = key.conversion() ? "commitRequest" : "Transfer";
    return new Failure(
        ErrorCode.TRANSFER_ID_NOT_FOUND.code(),
        ErrorCode.TRANSFER_ID_NOT_FOUND.message()
            + " - Provided "
            + named
            + " ID was not found on the server.");
  }
}
