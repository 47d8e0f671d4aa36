package org.pamoja.hub.delivery;

import java.util.concurrent.CompletionStage;

/**
 * Hands on messages that move no money: look-ups, quotes, answers to questions. One try; what
 * becomes of it is told to the caller, who tells the sender (architecture, decision 13: relayed
 * requests without money).
 */
@FunctionalInterface
public interface Relay {
  /**
   * Sends the message. The stage never fails: a participant that cannot be reached, or that has too
   * many messages under way already, is a {@link RelayResult.Failed}.
   */
  CompletionStage<RelayResult> send(OutboundMessage message);
}
