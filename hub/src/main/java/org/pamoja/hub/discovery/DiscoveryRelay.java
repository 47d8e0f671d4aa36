package org.pamoja.hub.discovery;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.header.OutboundHeaders;
import org.pamoja.fspiop.header.OutboundHeaders.Target;
import org.pamoja.hub.delivery.Courier;
import org.pamoja.hub.delivery.HubCallbacks.Callback;
import org.pamoja.hub.delivery.OutboundMessage;
import org.pamoja.hub.delivery.RelayResult;

/**
 * Sends what discovery has to say: messages passed on as they came, and callbacks of the hub's own
 * (discovery §§2.2-2.4). Threads may share it.
 */
public final class DiscoveryRelay {
  private final Courier courier;

  /**
   * @param courier passes messages on and tells in the hub's name
   */
  public DiscoveryRelay(Courier courier) {
    this.courier = courier;
  }

  /** Passes a message about a party on to {@code receiver}, with the receiver as destination. */
  CompletionStage<RelayResult> forward(
      PartyMessage message, PartyEndpoint endpoint, String receiver) {
    String method = message.request().method();
    Target target = new Target(method, receiver, message.request().path());
    return courier.pass(
        new OutboundMessage(
            receiver,
            endpoint.type(message.party()),
            message.variables(),
            "",
            method,
            OutboundHeaders.relayed(message.request().headers(), target),
            message.request().body()));
  }

  /** Tells {@code receiver} a result about a party, from the hub. */
  void tell(PartyMessage message, PartyEndpoint endpoint, String receiver, byte[] body) {
    courier.tell(
        new Callback(
            receiver,
            endpoint.type(message.party()),
            message.variables(),
            "",
            endpoint.resource(),
            message.path() + endpoint.uriSuffix(),
            body));
  }

  /** Tells {@code receiver} what went wrong with a message about a party, from the hub. */
  void tellError(
      PartyMessage message, PartyEndpoint endpoint, String receiver, ErrorInformation error) {
    tell(message, endpoint, receiver, error.toBytes());
  }

  /** Tells the result of a batch registration, or its failure. */
  void tellBatch(String receiver, String requestId, boolean failed, byte[] body) {
    String type = "FSPIOP_CALLBACK_URL_PARTICIPANT_BATCH_PUT" + (failed ? "_ERROR" : "");
    String uri = "/participants/" + requestId + (failed ? "/error" : "");
    courier.tell(
        new Callback(
            receiver, type, Map.of("requestId", requestId), "", "participants", uri, body));
  }
}
