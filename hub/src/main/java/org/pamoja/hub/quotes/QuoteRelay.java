package org.pamoja.hub.quotes;

import java.util.Map;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.hub.delivery.HubCallbacks;
import org.pamoja.hub.delivery.HubCallbacks.Callback;
import org.pamoja.hub.delivery.Relay;
import org.pamoja.hub.delivery.RelayResult;

/**
 * Passes quote messages on, and tells a sender whose message did not get through (quoting §3).
 * Threads may share it.
 */
public final class QuoteRelay {
  private final Relay relay;
  private final HubCallbacks callbacks;

  /**
   * @param relay reaches participants
   * @param callbacks makes the hub's own messages
   */
  public QuoteRelay(Relay relay, HubCallbacks callbacks) {
    this.relay = relay;
    this.callbacks = callbacks;
  }

  /** Hands a message to its receiver; its sender gets an error callback when that fails. */
  void forward(QuoteMessage message) {
    relay
        .send(message.outbound())
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
    relay.send(
        callbacks.put(
            new Callback(
                receiver,
                QuoteMessage.endpointType(resource),
                Map.of(),
                uri,
                resource,
                uri,
                error.toBytes())));
  }
}
