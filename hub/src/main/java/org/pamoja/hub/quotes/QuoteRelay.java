package org.pamoja.hub.quotes;

import java.util.Map;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.hub.delivery.Courier;
import org.pamoja.hub.delivery.HubCallbacks.Callback;
import org.pamoja.hub.delivery.RelayResult;

/**
 * Passes quote messages on, and tells a sender whose message did not get through (quoting §3).
 * Threads may share it.
 */
public final class QuoteRelay {
  private final Courier courier;

  /**
   * @param courier passes messages on and tells in the hub's name
   */
  public QuoteRelay(Courier courier) {
    this.courier = courier;
  }

  /** Hands a message to its receiver; its sender gets an error callback when that fails. */
  void forward(QuoteMessage message) {
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
