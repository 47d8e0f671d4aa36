package org.pamoja.hub.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.message.Operation;
import org.pamoja.fspiop.message.ParticipantRegistration;
import org.pamoja.fspiop.message.ParticipantsResult;
import org.pamoja.hub.edge.FspiopHandler;
import org.pamoja.hub.edge.FspiopRequest;
import org.pamoja.hub.edge.FspiopResource;
import org.pamoja.hub.edge.FspiopRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.oracles.Oracle;
import org.pamoja.hub.participants.Participant;
import org.pamoja.hub.participants.ParticipantDirectory;

/**
 * The FSPIOP resource {@code participants} for single parties: asks, registers, changes and removes
 * which participant holds a party (discovery §§4.1-4.5). The answer only says that the request was
 * understood; its result is a callback.
 *
 * <p>Threads may share it.
 */
public final class ParticipantsResource implements FspiopResource {
  private final ParticipantDirectory participants;
  private final Oracle oracle;
  private final DiscoveryRelay relay;

  /**
   * @param participants who is a participant
   * @param oracle who holds a party
   * @param relay how callbacks leave
   */
  public ParticipantsResource(
      ParticipantDirectory participants, Oracle oracle, DiscoveryRelay relay) {
    this.participants = participants;
    this.oracle = oracle;
    this.relay = relay;
  }

  @Override
  public List<FspiopRoute> routes() {
    List<FspiopRoute> routes = new ArrayList<>();
    for (boolean hasSubId : new boolean[] {false, true}) {
      String path = "/participants/{Type}/{ID}" + (hasSubId ? "/{SubId}" : "");
      routes.add(FspiopRoute.bodiless("GET", path, on(hasSubId, this::find)));
      routes.add(
          FspiopRoute.checked(
              "POST", path, Operation.PARTICIPANTS_POST, on(hasSubId, this::register)));
      routes.add(
          FspiopRoute.checked(
              "PUT", path, Operation.PARTICIPANTS_PUT, on(hasSubId, this::replace)));
      routes.add(FspiopRoute.bodiless("DELETE", path, on(hasSubId, this::remove)));
      routes.add(
          FspiopRoute.checked(
              "PUT",
              path + "/error",
              Operation.PARTICIPANTS_PUT_ERROR,
              on(hasSubId, this::passError)));
    }
    return routes;
  }

  /** Handles a message about one party. */
  private interface PartyHandler {
    CompletionStage<Reply> handle(PartyMessage message);
  }

  private static FspiopHandler on(boolean hasSubId, PartyHandler handler) {
    return (FspiopRequest request) -> handler.handle(PartyMessage.of(request, hasSubId, false));
  }

  private CompletionStage<Reply> find(PartyMessage message) {
    return accept(
        message,
        Reply.ACCEPTED,
        ErrorCode.ADD_PARTY_INFORMATION_ERROR,
        () ->
            oracle
                .lookup(call(message, message.currency()))
                .thenAccept(
                    entries -> {
                      if (entries.isEmpty()) {
                        throw new FspiopException(ErrorCode.PARTY_NOT_FOUND, "");
                      }
                      tell(message, message.source(), holder(message, entries));
                    }));
  }

  /**
   * The first that holds exactly this party. Failing that the first of all: who has registered the
   * party with a sub-id only is found without it too, as in the reference.
   */
  private static ParticipantsResult holder(PartyMessage message, List<Oracle.Entry> entries) {
    Oracle.Entry holder =
        entries.stream()
            .filter(entry -> entry.subId().equals(message.party().subId()))
            .findFirst()
            .orElse(entries.getFirst());
    return new ParticipantsResult.Holder(holder.fspId());
  }

  /**
   * Without a sub-id an unknown sender learns it at once; with one only the missing callback tells
   * (discovery §2).
   */
  private CompletionStage<Reply> register(PartyMessage message) {
    if (message.party().subId().isPresent()) {
      return change(message, Reply.ACCEPTED, oracle::register);
    }
    return participants
        .find(message.source())
        .thenCompose(
            source -> {
              requireRequester(source);
              return change(message, Reply.ACCEPTED, oracle::register);
            });
  }

  private CompletionStage<Reply> replace(PartyMessage message) {
    return change(message, Reply.OK, oracle::replace);
  }

  /** A change of an oracle's entry. */
  private interface Change {
    CompletionStage<Void> apply(Oracle.Call call, String fspId);
  }

  private CompletionStage<Reply> change(PartyMessage message, Reply reply, Change change) {
    ParticipantRegistration registration =
        ParticipantRegistration.from(message.request().json().orElseThrow());
    String holder = registration.fspId().orElse(message.source());
    return accept(
        message,
        reply,
        ErrorCode.ADD_PARTY_INFORMATION_ERROR,
        () ->
            change
                .apply(call(message, registration.currency()), holder)
                .thenRun(
                    () ->
                        tell(
                            message,
                            message.request().destination().orElse(holder),
                            new ParticipantsResult.Registered(
                                message.party(), holder, registration.currency()))));
  }

  private CompletionStage<Reply> remove(PartyMessage message) {
    return accept(
        message,
        Reply.ACCEPTED,
        ErrorCode.DELETE_PARTY_INFORMATION_ERROR,
        () ->
            oracle
                .remove(call(message, message.currency()))
                .thenRun(
                    () ->
                        tell(
                            message,
                            message.source(),
                            new ParticipantsResult.Holder(message.source()))));
  }

  private CompletionStage<Reply> passError(PartyMessage message) {
    return accept(
        message,
        Reply.OK,
        ErrorCode.INTERNAL_SERVER_ERROR,
        () ->
            participants
                .find(message.request().destination().orElse(""))
                .thenCompose(
                    receiver ->
                        relay.forward(
                            message,
                            PartyEndpoint.PARTICIPANT_ERROR,
                            receiver
                                .orElseThrow(
                                    () -> new FspiopException(ErrorCode.DESTINATION_FSP_ERROR, ""))
                                .name()))
                .thenAccept(DiscoveryFaults::throwIfFailed));
  }

  /** What is done after the answer. */
  private interface Work {
    CompletionStage<Void> run();
  }

  /** Answers at once, and tells the sender by callback when the work behind the answer fails. */
  private CompletionStage<Reply> accept(
      PartyMessage message, Reply reply, ErrorCode otherwise, Work work) {
    return CompletableFuture.completedFuture(reply.then(() -> work(message, otherwise, work)));
  }

  private void work(PartyMessage message, ErrorCode otherwise, Work work) {
    DiscoveryFaults.stage(
            () -> {
              message.checkFormat();
              return participants
                  .find(message.source())
                  .thenCompose(
                      source -> {
                        requireRequester(source);
                        return work.run();
                      });
            })
        .whenComplete(
            (ignored, failure) -> {
              if (failure != null) {
                relay.tellError(
                    message,
                    PartyEndpoint.PARTICIPANT_ERROR,
                    message.source(),
                    DiscoveryFaults.of(failure, otherwise));
              }
            });
  }

  private static void requireRequester(Optional<Participant> source) {
    if (source.isEmpty()) {
      throw new FspiopException(ErrorCode.ID_NOT_FOUND, "Requester FSP not found");
    }
  }

  private static Oracle.Call call(PartyMessage message, Optional<String> currency) {
    return new Oracle.Call(message.party(), currency, message.request().headers());
  }

  private void tell(PartyMessage message, String receiver, ParticipantsResult result) {
    relay.tell(message, PartyEndpoint.PARTICIPANT, receiver, result.toBytes());
  }
}
