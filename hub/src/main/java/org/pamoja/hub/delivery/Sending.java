package org.pamoja.hub.delivery;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;

/**
 * Sends through a transport and turns whatever it throws into a failed try: a fault of the sending
 * code must not cost the place in a queue that its message holds.
 */
final class Sending {
  private Sending() {}

  static CompletionStage<RelayResult> safely(Transport transport, OutboundMessage message) {
    try {
      return transport.send(message).exceptionally(Sending::fault);
    } catch (RuntimeException thrown) {
      return CompletableFuture.completedFuture(fault(thrown));
    }
  }

  private static RelayResult fault(Throwable thrown) {
    return new RelayResult.Failed(
        0,
        true,
        ErrorInformation.of(ErrorCode.DESTINATION_COMMUNICATION_ERROR),
        "sending failed: " + thrown);
  }
}
