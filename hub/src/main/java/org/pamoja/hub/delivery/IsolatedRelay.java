package org.pamoja.hub.delivery;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;

/**
 * A relay in which one participant that answers slowly or not at all can take up only its own
 * share: the messages under way to each participant are bounded, and beyond the bound the answer is
 * a failure at once. Nothing waits, so nothing piles up. Threads may share it.
 */
public final class IsolatedRelay implements Relay {
  private final Transport transport;
  private final int inFlightPerParticipant;

  /** Only participants with messages under way, so that made-up names leave nothing behind. */
  private final Map<String, Integer> inFlight = new ConcurrentHashMap<>();

  /**
   * @param transport what sends
   * @param inFlightPerParticipant messages under way to one participant at the same time, at least
   *     1
   */
  public IsolatedRelay(Transport transport, int inFlightPerParticipant) {
    if (inFlightPerParticipant < 1) {
      throw new IllegalArgumentException("inFlightPerParticipant must be at least 1");
    }
    this.transport = transport;
    this.inFlightPerParticipant = inFlightPerParticipant;
  }

  @Override
  public CompletionStage<RelayResult> send(OutboundMessage message) {
    String name = message.recipient().toLowerCase(Locale.ROOT);
    if (inFlight.merge(name, 1, Integer::sum) > inFlightPerParticipant) {
      leave(name);
      return CompletableFuture.completedFuture(busy(message.recipient()));
    }
    return Sending.safely(transport, message).whenComplete((_, _) -> leave(name));
  }

  private void leave(String name) {
    inFlight.computeIfPresent(name, (_, count) -> count == 1 ? null : count - 1);
  }

  private static RelayResult busy(String recipient) {
    String detail = "too many messages are under way to " + recipient;
    return new RelayResult.Failed(
        0, true, ErrorInformation.of(ErrorCode.DESTINATION_COMMUNICATION_ERROR, detail), detail);
  }
}
