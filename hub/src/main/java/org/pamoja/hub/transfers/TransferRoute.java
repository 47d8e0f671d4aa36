package org.pamoja.hub.transfers;

import java.util.Map;
import org.pamoja.fspiop.message.TransferStatus;
import org.pamoja.ledger.transfer.TransferKey;

/**
 * The names a transfer or a conversion goes by on the wire (transfers §7.2, ledger-admin §4).
 *
 * @param resource first path segment and name of the media type
 * @param idVariable placeholder of the id in callback URL templates
 * @param endpointPrefix what the endpoint types begin with
 * @param kind decides the name of the state in bodies
 */
record TransferRoute(
    String resource, String idVariable, String endpointPrefix, TransferStatus.Kind kind) {
  private static final TransferRoute TRANSFERS =
      new TransferRoute(
          "transfers", "transferId", "FSPIOP_CALLBACK_URL_TRANSFER_", TransferStatus.Kind.TRANSFER);
  private static final TransferRoute CONVERSIONS =
      new TransferRoute(
          "fxTransfers",
          "commitRequestId",
          "FSPIOP_CALLBACK_URL_FX_TRANSFER_",
          TransferStatus.Kind.CONVERSION);

  static TransferRoute of(TransferKey key) {
    return key.conversion() ? CONVERSIONS : TRANSFERS;
  }

  /** Endpoint type of requests. */
  String postEndpoint() {
    return endpointPrefix + "POST";
  }

  /** Endpoint type of states, by PUT and PATCH. */
  String putEndpoint() {
    return endpointPrefix + "PUT";
  }

  /** Endpoint type of errors. */
  String errorEndpoint() {
    return endpointPrefix + "ERROR";
  }

  /** FSPIOP-URI of requests; like the next two without any prefix of the receiver's endpoint. */
  String collectionUri() {
    return "/" + resource;
  }

  /** FSPIOP-URI of states. */
  String uri(TransferKey key) {
    return "/" + resource + "/" + key.id();
  }

  /** FSPIOP-URI of errors. */
  String errorUri(TransferKey key) {
    return uri(key) + "/error";
  }

  /** Values of the placeholders in callback URL templates. */
  Map<String, String> variables(TransferKey key) {
    return Map.of(idVariable, key.id());
  }
}
