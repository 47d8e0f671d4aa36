package org.pamoja.hub.delivery;

import java.util.concurrent.CompletionStage;

/**
 * Hands one message to a participant: the seam between delivery and the network. One try, with one
 * more when a kept connection turns out to be closed before any byte of an answer.
 */
public interface Transport {
  /** Sends the message; the stage never fails, faults are a {@link RelayResult.Failed}. */
  CompletionStage<RelayResult> send(OutboundMessage message);
}
