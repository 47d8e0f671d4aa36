package org.pamoja.hub.quotes;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.delivery.Courier;
import org.pamoja.hub.delivery.HubCallbacks.Callback;
import org.pamoja.hub.delivery.OutboundMessage;
import org.pamoja.hub.delivery.RelayResult;
import org.pamoja.hub.edge.FspiopRequest;
import org.pamoja.hub.participants.Participant;
import org.pamoja.hub.participants.ParticipantDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes quote messages on, and tells a sender whose message did not get through (quoting §3).
 * Threads may share it.
 */
public final class QuoteRelay {
  private static final Logger LOG = LoggerFactory.getLogger(QuoteRelay.class);

  private final ParticipantDirectory participants;
  private final Courier courier;

  /**
   * @param participants tells who can be reached
   * @param courier passes messages on and tells in the hub's name
   */
  public QuoteRelay(ParticipantDirectory participants, Courier courier) {
    this.participants = participants;
    this.courier = courier;
  }

  /** Does what a verdict says; when there is none, the sender is told that the hub cannot judge. */
  void carryOut(
      String resource, FspiopRequest request, String id, CompletionStage<Verdict> judged) {
    judged.whenComplete(
        (verdict, failure) -> {
          if (failure == null) {
            carryOut(resource, request, id, verdict);
          } else {
            LOG.warn("A message of {} {} could not be judged", resource, id, failure);
            tell(resource, id, request.source(), reason(failure));
          }
        });
  }

  private static ErrorInformation reason(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof FspiopException refused
        ? refused.information()
        : QuoteRules.unavailable();
  }

  /** Does what a verdict says. */
  void carryOut(String resource, FspiopRequest request, String id, Verdict verdict) {
    switch (verdict) {
      case Verdict.Refused(ErrorInformation error) -> tell(resource, id, request.source(), error);
      case Verdict.Forward forward -> forward(QuoteMessage.of(resource, request, id, forward));
    }
  }

  /** Hands a message to its receiver; its sender gets an error callback when that fails. */
  private void forward(QuoteMessage message) {
    OutboundMessage outbound = message.outbound();
    participants
        .findHaving(outbound.recipient(), known -> isReachable(known, outbound))
        .thenApply(found -> found.filter(known -> isReachable(known, outbound)))
        .thenCompose(
            found ->
                found.isPresent()
                    ? courier.pass(outbound).thenApply(QuoteRelay::fault)
                    : CompletableFuture.completedStage(Optional.of(message.noEndpoint())))
        .exceptionally(failure -> Optional.of(reason(failure)))
        .thenAccept(
            fault ->
                fault.ifPresent(
                    error -> tell(message.resource(), message.id(), message.sender(), error)));
  }

  private static boolean isReachable(Participant participant, OutboundMessage message) {
    return participant.endpoint(message.endpointType()).isPresent();
  }

  private static Optional<ErrorInformation> fault(RelayResult result) {
    return switch (result) {
      case RelayResult.Delivered _ -> Optional.empty();
      case RelayResult.Failed failed -> Optional.of(failed.error());
    };
  }

  /** Tells a participant, in the hub's name, what went wrong with a quote. */
  void tell(String resource, String id, String receiver, ErrorInformation error) {
    String uri = "/" + resource + "/" + id + "/error";
    courier.tell(
        new Callback(
            receiver,
            QuoteMessage.endpointType(resource),
            Map.of(),
            uri,
            resource,
            uri,
            error.toBytes()));
  }
}
