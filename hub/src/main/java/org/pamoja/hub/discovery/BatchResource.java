package org.pamoja.hub.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.error.Extension;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.message.Operation;
import org.pamoja.fspiop.message.ParticipantBatch;
import org.pamoja.fspiop.message.ParticipantBatchResult;
import org.pamoja.fspiop.message.PartyIdFormat;
import org.pamoja.hub.edge.FspiopHandler;
import org.pamoja.hub.edge.FspiopRequest;
import org.pamoja.hub.edge.FspiopResource;
import org.pamoja.hub.edge.FspiopRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.oracles.Oracle;
import org.pamoja.hub.participants.ParticipantDirectory;

/**
 * The FSPIOP resource {@code participants} for lists: a participant registers many parties at once
 * (discovery §4.6). Answered 200, as the reference does and the official tests expect; the result
 * is a callback.
 *
 * <p>Threads may share it.
 */
public final class BatchResource implements FspiopResource {
  private final ParticipantDirectory participants;
  private final Oracle oracle;
  private final DiscoveryRelay relay;

  /**
   * @param participants who is a participant
   * @param oracle where parties are registered
   * @param relay how callbacks leave
   */
  public BatchResource(ParticipantDirectory participants, Oracle oracle, DiscoveryRelay relay) {
    this.participants = participants;
    this.oracle = oracle;
    this.relay = relay;
  }

  @Override
  public List<FspiopRoute> routes() {
    FspiopHandler notImplemented =
        request -> {
          throw new FspiopException(ErrorCode.NOT_IMPLEMENTED, "");
        };
    return List.of(
        FspiopRoute.checked(
            "POST", "/participants", Operation.PARTICIPANTS_BATCH_POST, this::register),
        FspiopRoute.checked(
            "PUT", "/participants/{ID}", Operation.PARTICIPANTS_BATCH_PUT, notImplemented),
        FspiopRoute.checked(
            "PUT",
            "/participants/{ID}/error",
            Operation.PARTICIPANTS_BATCH_PUT_ERROR,
            notImplemented));
  }

  private CompletionStage<Reply> register(FspiopRequest request) {
    ParticipantBatch batch = ParticipantBatch.from(request.json().orElseThrow());
    return CompletableFuture.completedFuture(Reply.OK.then(() -> work(request, batch)));
  }

  private void work(FspiopRequest request, ParticipantBatch batch) {
    participants
        .find(request.source())
        .thenCompose(
            source -> {
              if (source.isEmpty()) {
                throw new FspiopException(ErrorCode.ID_NOT_FOUND, "Requester FSP not found");
              }
              return registerAll(request, batch);
            })
        .whenComplete((entries, failure) -> tell(request, batch, entries, failure));
  }

  private CompletionStage<List<ParticipantBatchResult.Entry>> registerAll(
      FspiopRequest request, ParticipantBatch batch) {
    List<ParticipantBatchResult.Entry> results = new ArrayList<>();
    List<Oracle.Registration> good = new ArrayList<>();
    for (ParticipantBatch.Entry entry : batch.parties()) {
      Optional<ErrorInformation> fault = faultOf(entry, request.source());
      if (fault.isPresent()) {
        results.add(new ParticipantBatchResult.Entry(entry.party(), entry.fspId(), fault));
      } else {
        good.add(new Oracle.Registration(entry.party(), request.source(), batch.currency()));
      }
    }
    return good.isEmpty()
        ? CompletableFuture.completedFuture(results)
        : oracle
            .registerBatch(batch.requestId(), good, request.headers())
            .thenApply(
                registered -> {
                  registered.forEach(one -> results.add(entry(one)));
                  return results;
                });
  }

  private static ParticipantBatchResult.Entry entry(Oracle.Registered registered) {
    Oracle.Registration registration = registered.registration();
    return new ParticipantBatchResult.Entry(
        registration.party(), Optional.of(registration.fspId()), registered.error());
  }

  /** A participant registers parties for itself only, under ids that look-ups can name. */
  private static Optional<ErrorInformation> faultOf(ParticipantBatch.Entry entry, String source) {
    if (entry.fspId().filter(source::equals).isEmpty()) {
      return Optional.of(
          ErrorInformation.of(
              ErrorCode.PARTY_NOT_FOUND,
              "",
              List.of(new Extension(entry.party().type(), entry.party().id()))));
    }
    return PartyIdFormat.fault(entry.party())
        .map(fault -> ErrorInformation.of(ErrorCode.MALFORMED_SYNTAX, fault));
  }

  private void tell(
      FspiopRequest request,
      ParticipantBatch batch,
      List<ParticipantBatchResult.Entry> entries,
      Throwable failure) {
    if (failure == null) {
      byte[] body = new ParticipantBatchResult(entries, batch.currency()).toBytes();
      String receiver = request.destination().orElse(request.source());
      relay.tellBatch(receiver, batch.requestId(), false, body);
    } else {
      byte[] body = DiscoveryFaults.of(failure, ErrorCode.INTERNAL_SERVER_ERROR).toBytes();
      relay.tellBatch(request.source(), batch.requestId(), true, body);
    }
  }
}
