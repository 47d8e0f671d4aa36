package org.pamoja.hub.quotes;

import java.util.Map;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.header.OutboundHeaders;
import org.pamoja.fspiop.header.OutboundHeaders.Target;
import org.pamoja.hub.delivery.OutboundMessage;
import org.pamoja.hub.edge.FspiopRequest;

/**
 * A received quote message about to be passed on.
 *
 * @param resource first path segment
 * @param id id of the quote
 * @param sender participant that is told when it cannot be passed on
 * @param outbound the message for the receiver
 */
record QuoteMessage(String resource, String id, String sender, OutboundMessage outbound) {

  /**
   * The request as its receiver gets it: received bytes, and the headers the quoting service lets
   * out, with those a rule adds.
   */
  static QuoteMessage of(
      String resource, FspiopRequest request, String id, Verdict.Forward forward) {
    String receiver = forward.receiver();
    Target target = new Target(request.method(), receiver, request.path());
    Headers headers = OutboundHeaders.relayedQuote(request.headers(), target);
    for (Map.Entry<String, String> added : forward.headers().entrySet()) {
      headers = headers.with(added.getKey(), added.getValue());
    }
    OutboundMessage outbound =
        new OutboundMessage(
            receiver,
            endpointType(resource),
            Map.of(),
            request.path(),
            request.method(),
            headers,
            request.body());
    return new QuoteMessage(resource, id, request.source(), outbound);
  }

  /**
   * What its sender is told when its receiver is unknown or has no address for it (quoting §4.4).
   */
  ErrorInformation noEndpoint() {
    String side = outbound.method().equals("PUT") ? "PAYER" : "PAYEE";
    return ErrorInformation.of(
        ErrorCode.DESTINATION_FSP_ERROR,
        "No %s found for quote %s %s party %s"
            .formatted(outbound.endpointType(), id, side, outbound.recipient()));
  }

  /** The endpoint type under which participants register for a quoting resource (quoting §2). */
  static String endpointType(String resource) {
    return switch (resource) {
      case "quotes" -> "FSPIOP_CALLBACK_URL_QUOTES";
      case "bulkQuotes" -> "FSPIOP_CALLBACK_URL_BULK_QUOTES";
      case "fxQuotes" -> "FSPIOP_CALLBACK_URL_FX_QUOTES";
      default -> throw new IllegalArgumentException("not a quoting resource: " + resource);
    };
  }
}
