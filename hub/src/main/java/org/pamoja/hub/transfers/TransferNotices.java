package org.pamoja.hub.transfers;

import java.util.Map;
import java.util.Optional;
import org.pamoja.fspiop.header.HeaderName;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.header.OutboundHeaders;
import org.pamoja.fspiop.header.OutboundHeaders.Target;
import org.pamoja.fspiop.message.TransferStatus;
import org.pamoja.hub.delivery.HubCallbacks;
import org.pamoja.hub.delivery.NoticeRenderer;
import org.pamoja.hub.delivery.OutboundMessage;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.event.Notice;
import org.pamoja.ledger.transfer.TransferKey;

/**
 * Puts what the ledger owes participants about transfers and conversions into messages (transfers
 * §5, §7.2, §9.4). What another participant has said goes on byte for byte, with its headers, so
 * that its signature holds. Threads may share it.
 */
public final class TransferNotices implements NoticeRenderer {
  private final TransferCallbacks callbacks;

  /**
   * @param callbacks makes the hub's own messages
   */
  public TransferNotices(HubCallbacks callbacks) {
    this.callbacks = new TransferCallbacks(callbacks);
  }

  @Override
  public OutboundMessage render(Event event, Notice notice) {
    TransferKey key = notice.about();
    TransferRoute route = TransferRoute.of(key);
    String recipient = notice.recipient();
    return switch (notice.type()) {
      case FORWARD_PREPARE ->
          forward(event, recipient, "POST", route.postEndpoint(), Map.of(), route.collectionUri());
      case FORWARD_FULFIL ->
          forward(
              event, recipient, "PUT", route.putEndpoint(), route.variables(key), route.uri(key));
      case FORWARD_ERROR ->
          forward(
              event,
              recipient,
              "PUT",
              route.errorEndpoint(),
              route.variables(key),
              route.errorUri(key));
      case STATE -> callbacks.state(recipient, key, status(notice));
      case STATE_PATCH -> callbacks.finalState(recipient, key, status(notice));
      case ERROR -> callbacks.error(recipient, key, notice.failure().orElseThrow());
    };
  }

  private static OutboundMessage forward(
      Event event,
      String recipient,
      String method,
      String endpointType,
      Map<String, String> variables,
      String uri) {
    Headers received = HeaderCodec.decode(event.envelope().headers());
    Target target = new Target(method, destination(received, recipient), uri);
    return new OutboundMessage(
        recipient,
        endpointType,
        variables,
        "",
        method,
        OutboundHeaders.relayed(received, target),
        event.envelope().body());
  }

  /** The sender's own spelling of the receiver is kept: the sender may have signed it. */
  private static String destination(Headers received, String recipient) {
    return received
        .first(HeaderName.DESTINATION)
        .filter(recipient::equalsIgnoreCase)
        .orElse(recipient);
  }

  private static TransferStatus status(Notice notice) {
    Optional<String> id = notice.withId() ? Optional.of(notice.about().id()) : Optional.empty();
    return new TransferStatus(
        TransferRoute.of(notice.about()).kind(),
        TransferCallbacks.shown(notice.state().orElseThrow()),
        id,
        notice.completedAt(),
        notice.fulfilment(),
        TransferCallbacks.extensions(ExtensionText.read(notice.extensions()), notice.failure()));
  }
}
