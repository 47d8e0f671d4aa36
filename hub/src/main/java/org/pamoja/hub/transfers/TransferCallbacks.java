package org.pamoja.hub.transfers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.error.Extension;
import org.pamoja.fspiop.message.TransferState;
import org.pamoja.fspiop.message.TransferStatus;
import org.pamoja.hub.delivery.HubCallbacks;
import org.pamoja.hub.delivery.HubCallbacks.Callback;
import org.pamoja.hub.delivery.OutboundMessage;
import org.pamoja.ledger.transfer.Failure;
import org.pamoja.ledger.transfer.TransferKey;

/** The messages about transfers and conversions that the hub makes itself. Threads may share it. */
final class TransferCallbacks {
  private static final String CAUSE = "cause";
  private static final int MAX_EXTENSIONS = 16;

  private final HubCallbacks callbacks;

  TransferCallbacks(HubCallbacks callbacks) {
    this.callbacks = callbacks;
  }

  /** {@code PUT /transfers/{id}}: how it stands. */
  OutboundMessage state(String recipient, TransferKey key, TransferStatus status) {
    return callbacks.put(stateCallback(recipient, key, status));
  }

  /**
   * {@code PATCH /transfers/{id}}: how it ended. Who is on version 1.0, which has no PATCH, learns
   * it by the PUT that also answers a GET.
   */
  OutboundMessage finalState(String recipient, TransferKey key, TransferStatus status) {
    return callbacks.hasPatch(recipient, TransferRoute.of(key).resource())
        ? callbacks.patch(stateCallback(recipient, key, status))
        : state(recipient, key, withoutId(status));
  }

  /** Only a PATCH carries the id in its body. */
  private static TransferStatus withoutId(TransferStatus status) {
    return new TransferStatus(
        status.kind(),
        status.state(),
        Optional.empty(),
        status.completedTimestamp(),
        status.fulfilment(),
        status.extensions());
  }

  /** {@code PUT /transfers/{id}/error}. */
  OutboundMessage error(String recipient, TransferKey key, Failure failure) {
    TransferRoute route = TransferRoute.of(key);
    ErrorInformation information =
        new ErrorInformation(failure.code(), failure.description(), List.of());
    return callbacks.put(
        new Callback(
            recipient,
            route.errorEndpoint(),
            route.variables(key),
            "",
            route.resource(),
            route.errorUri(key),
            information.toBytes()));
  }

  private static Callback stateCallback(String recipient, TransferKey key, TransferStatus status) {
    TransferRoute route = TransferRoute.of(key);
    return new Callback(
        recipient,
        route.putEndpoint(),
        route.variables(key),
        "",
        route.resource(),
        route.uri(key),
        status.toBytes());
  }

  /**
   * The state participants see: settlement between participants and hub does not concern a
   * transfer's two sides.
   */
  static TransferState shown(String external) {
    return external.equals("SETTLED") ? TransferState.COMMITTED : TransferState.valueOf(external);
  }

  /**
   * The participants' extensions and, where there is a failure, the cause {@code <code>:
   * <description>} before them. What a participant itself called {@code cause} is left out then,
   * since only the hub's is meant to be believed; so is what no longer fits the list's 16 entries.
   */
  static List<Extension> extensions(List<Extension> own, Optional<Failure> failure) {
    if (failure.isEmpty()) {
      return own;
    }
    List<Extension> all = new ArrayList<>();
    all.add(new Extension(CAUSE, failure.get().code() + ": " + failure.get().description()));
    own.stream()
        .filter(extension -> !extension.key().equals(CAUSE))
        .limit(MAX_EXTENSIONS - 1)
        .forEach(all::add);
    return all;
  }
}
