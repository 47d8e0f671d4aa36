package org.pamoja.hub.quotes;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.hub.delivery.Courier;
import org.pamoja.hub.delivery.HubCallbacks.Callback;
import org.pamoja.hub.delivery.RelayResult;
import org.pamoja.hub.edge.FspiopRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes quote messages on, and tells a sender whose message did not get through (quoting §3).
 * Threads may share it.
 */
public final class QuoteRelay {
  private static final Logger LOG = LoggerFactory.getLogger(QuoteRelay.class);

  private final Courier courier;

  /**
   * @param courier passes messages on and tells in the hub's name
   */
  public QuoteRelay(Courier courier) {
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
            tell(resource, id, request.source(), QuoteRules.unavailable());
          }
        });
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
    courier
        .pass(message.outbound())
        .thenAccept(
            result -> {
              if (result instanceof RelayResult.Failed failed) {
                tell(message.resource(), message.id(), message.sender(), failed.error());
              }
            });
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
