package org.pamoja.hub.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.message.Operation;
import org.pamoja.hub.edge.FspiopHandler;
import org.pamoja.hub.edge.FspiopRequest;
import org.pamoja.hub.edge.FspiopResource;
import org.pamoja.hub.edge.FspiopRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.oracles.Oracle;
import org.pamoja.hub.participants.Participant;
import org.pamoja.hub.participants.ParticipantDirectory;

/**
 * The FSPIOP resource {@code parties}: finds the participant that holds a party and lets the two
 * sides talk (discovery §5). Nothing is stored; faults found after the answer come back as error
 * callbacks. Parties of other schemes are not searched for yet: a party nobody here holds is not
 * found.
 *
 * <p>Threads may share it.
 */
public final class PartiesResource implements FspiopResource {
  private final ParticipantDirectory participants;
  private final Oracle oracle;
  private final DiscoveryRelay relay;

  /**
   * @param participants who is a participant
   * @param oracle who holds a party
   * @param relay how messages leave
   */
  public PartiesResource(ParticipantDirectory participants, Oracle oracle, DiscoveryRelay relay) {
    this.participants = participants;
    this.oracle = oracle;
    this.relay = relay;
  }

  @Override
  public List<FspiopRoute> routes() {
    List<FspiopRoute> routes = new ArrayList<>();
    for (boolean hasSubId : new boolean[] {false, true}) {
      String path = "/parties/{Type}/{ID}" + (hasSubId ? "/{SubId}" : "");
      routes.add(FspiopRoute.bodiless("GET", path, on(hasSubId, this::find)));
      routes.add(
          FspiopRoute.checked(
              "PUT", path, Operation.PARTIES_PUT, on(hasSubId, m -> pass(m, PartyEndpoint.PARTY))));
      routes.add(
          FspiopRoute.checked(
              "PUT",
              path + "/error",
              Operation.PARTIES_PUT_ERROR,
              on(hasSubId, m -> pass(m, PartyEndpoint.PARTY_ERROR))));
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

  // ---- GET: who is the party

  private CompletionStage<Reply> find(PartyMessage message) {
    return participants
        .find(message.source())
        .thenApply(
            source -> {
              if (source.isEmpty()) {
                throw new FspiopException(
                    ErrorCode.MALFORMED_SYNTAX, "invalid fspiop-source header");
              }
              return Reply.ACCEPTED.then(
                  () ->
                      search(message)
                          .whenComplete((ignored, failure) -> tellFailure(message, failure)));
            });
  }

  private CompletionStage<Void> search(PartyMessage message) {
    return DiscoveryFaults.stage(
        () -> {
          message.checkFormat();
          Optional<String> destination = message.request().destination();
          return destination.isPresent()
              ? askHolder(message, destination.get())
              : askOracle(message);
        });
  }

  /** The asker knows who holds the party. */
  private CompletionStage<Void> askHolder(PartyMessage message, String destination) {
    return participants
        .find(destination)
        .thenCompose(
            holder -> {
              if (holder.isEmpty()) {
                throw new FspiopException(ErrorCode.PARTY_NOT_FOUND, "");
              }
              return ask(message, holder.get().name());
            });
  }

  private CompletionStage<Void> askOracle(PartyMessage message) {
    Oracle.Call call =
        new Oracle.Call(message.party(), message.currency(), message.request().headers());
    return oracle
        .lookup(call)
        .thenCompose(
            entries -> {
              if (entries.isEmpty()) {
                throw new FspiopException(ErrorCode.PARTY_NOT_FOUND, "");
              }
              return askEach(message, holders(message, entries));
            });
  }

  /** The entries that are for exactly this party; each participant once. */
  private static List<String> holders(PartyMessage message, List<Oracle.Entry> entries) {
    List<String> holders =
        entries.stream()
            .filter(entry -> entry.subId().equals(message.party().subId()))
            .map(Oracle.Entry::fspId)
            .distinct()
            .toList();
    if (holders.isEmpty()) {
      throw new FspiopException(
          ErrorCode.ID_NOT_FOUND, "Empty oracle partyList, filtered based on callbackEndpointType");
    }
    return holders;
  }

  private CompletionStage<Void> askEach(PartyMessage message, List<String> holders) {
    List<CompletableFuture<Optional<Participant>>> found =
        holders.stream().map(participants::find).map(CompletionStage::toCompletableFuture).toList();
    return CompletableFuture.allOf(found.toArray(CompletableFuture[]::new))
        .thenCompose(
            ignored -> {
              List<String> known =
                  found.stream().flatMap(f -> f.join().stream()).map(Participant::name).toList();
              if (known.isEmpty()) {
                throw new FspiopException(ErrorCode.PARTY_NOT_FOUND, "");
              }
              return CompletableFuture.allOf(
                  known.stream()
                      .map(name -> ask(message, name).toCompletableFuture())
                      .toArray(CompletableFuture[]::new));
            });
  }

  private CompletionStage<Void> ask(PartyMessage message, String holder) {
    return relay
        .forward(message, PartyEndpoint.PARTY_REQUEST, holder)
        .thenAccept(DiscoveryFaults::throwIfFailed);
  }

  // ---- PUT: the answer

  private CompletionStage<Reply> pass(PartyMessage message, PartyEndpoint endpoint) {
    return CompletableFuture.completedFuture(
        Reply.OK.then(
            () ->
                answer(message, endpoint)
                    .whenComplete((ignored, failure) -> tellFailure(message, failure))));
  }

  private CompletionStage<Void> answer(PartyMessage message, PartyEndpoint endpoint) {
    return DiscoveryFaults.stage(
        () -> {
          message.checkFormat();
          return participants
              .find(message.request().destination().orElse(""))
              .thenCombine(participants.find(message.source()), PartiesResource::receiver)
              .thenCompose(receiver -> relay.forward(message, endpoint, receiver.name()))
              .thenAccept(DiscoveryFaults::throwIfFailed);
        });
  }

  private static Participant receiver(
      Optional<Participant> receiver, Optional<Participant> sender) {
    if (sender.isEmpty()) {
      throw new FspiopException(ErrorCode.ID_NOT_FOUND, "Requester FSP not found");
    }
    return receiver.orElseThrow(
        () -> new FspiopException(ErrorCode.DESTINATION_FSP_ERROR, "Destination FSP not found"));
  }

  private void tellFailure(PartyMessage message, Throwable failure) {
    if (failure != null) {
      ErrorInformation error = DiscoveryFaults.of(failure, ErrorCode.INTERNAL_SERVER_ERROR);
      relay.tellError(message, PartyEndpoint.PARTY_ERROR, message.source(), error);
    }
  }
}
