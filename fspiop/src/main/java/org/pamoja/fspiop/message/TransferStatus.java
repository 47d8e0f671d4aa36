package org.pamoja.fspiop.message;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.pamoja.fspiop.error.Extension;
import org.pamoja.fspiop.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body with which the hub tells the state of a transfer or conversion: {@code PUT} as answer to
 * a GET or a repeated request, {@code PATCH} as final notice.
 *
 * @param kind decides between {@code transferState} and {@code conversionState}
 * @param transferId only in the notice of an abort to the payee
 * @param completedTimestamp time of the last change of state
 * @param fulfilment base64url
 * @param extensions possibly empty; then the list is left out
 */
public record TransferStatus(
    Kind kind,
    TransferState state,
    Optional<String> transferId,
    Optional<Instant> completedTimestamp,
    Optional<String> fulfilment,
    List<Extension> extensions) {

  /** What the status is of. */
  public enum Kind {
    /** {@code transferState}. */
    TRANSFER("transferState"),
    /** {@code conversionState}. */
    CONVERSION("conversionState");

    private final String stateField;

    Kind(String stateField) {
      this.stateField = stateField;
    }
  }

  /** Copies the list; nothing may be null. */
  public TransferStatus {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(state, "state");
    extensions = List.copyOf(extensions);
  }

  /** A state and its time, without anything else. */
  public static TransferStatus of(Kind kind, TransferState state, Instant completedTimestamp) {
    return new TransferStatus(
        kind,
        state,
        Optional.empty(),
        Optional.of(completedTimestamp),
        Optional.empty(),
        List.of());
  }

  /** The same with the fulfilment. */
  public TransferStatus withFulfilment(String shown) {
    return new TransferStatus(
        kind, state, transferId, completedTimestamp, Optional.of(shown), extensions);
  }

  /** The same with the transfer's id in the body. */
  public TransferStatus withTransferId(String shown) {
    return new TransferStatus(
        kind, state, Optional.of(shown), completedTimestamp, fulfilment, extensions);
  }

  /** The same with extensions. */
  public TransferStatus withExtensions(List<Extension> shown) {
    return new TransferStatus(kind, state, transferId, completedTimestamp, fulfilment, shown);
  }

  /** The body: UTF-8, sorted keys, no blanks. */
  public byte[] toBytes() {
    ObjectNode body = BodyWriter.object();
    body.put(kind.stateField, state.name());
    transferId.ifPresent(id -> body.put("transferId", id));
    completedTimestamp.ifPresent(time -> body.put("completedTimestamp", FspiopTime.format(time)));
    fulfilment.ifPresent(text -> body.put("fulfilment", text));
    BodyWriter.putExtensions(body, extensions);
    return Json.canonical(body);
  }
}
