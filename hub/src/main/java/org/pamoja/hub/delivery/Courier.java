package org.pamoja.hub.delivery;

import java.util.concurrent.CompletionStage;
import org.pamoja.hub.delivery.HubCallbacks.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the capabilities without money say and pass on: messages handed over once, and callbacks in
 * the hub's own name. A callback that cannot be delivered is logged, as there is nobody left to
 * tell. Threads may share it.
 */
public final class Courier {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

  private final Relay relay;
  private final HubCallbacks callbacks;
  private final OutboundVersions versions;

  /**
   * @param relay reaches participants
   * @param callbacks makes the hub's own messages
   * @param versions what receivers understand
   */
  public Courier(Relay relay, HubCallbacks callbacks, OutboundVersions versions) {
    this.relay = relay;
    this.callbacks = callbacks;
    this.versions = versions;
  }

  /** Passes a message on, in a version its receiver understands; the stage never fails. */
  public CompletionStage<RelayResult> pass(OutboundMessage message) {
    return relay.send(versions.relayed(message));
  }

  /** Tells a participant something in the hub's name. */
  public void tell(Callback callback) {
    relay
        .send(callbacks.put(callback))
        .thenAccept(
            result -> {
              if (result instanceof RelayResult.Failed failed) {
                LOG.warn(
                    "{} could not be told {}: {}",
                    callback.recipient(),
                    callback.uri(),
                    failed.reason());
              }
            });
  }
}
