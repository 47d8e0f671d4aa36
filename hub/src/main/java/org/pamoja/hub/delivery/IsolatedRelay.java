package org.pamoja.hub.delivery;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;

/**
 * A relay in which one participant that answers slowly or not at all can take up only its own
 * share: the messages under way to each participant, and their bytes, are bounded, and beyond a
 * bound the answer is a failure at once. Nothing waits, so nothing piles up. Threads may share it.
 */
public final class IsolatedRelay implements Relay {
  /** Bytes of bodies under way to one participant: a few of the largest messages the API allows. */
  private static final long MAX_BYTES_PER_PARTICIPANT = 32L * 1024 * 1024;

  /** Bytes of bodies under way to all of them. */
  private static final long MAX_BYTES = 128L * 1024 * 1024;

  private final Transport transport;
  private final int inFlightPerParticipant;
  private final AtomicLong bytes = new AtomicLong();

  /** Only participants with messages under way, so that made-up names leave nothing behind. */
  private final Map<String, Load> loads = new ConcurrentHashMap<>();

  /** What is under way to one participant. */
  private record Load(int messages, long bytes) {
    Load plus(Load other) {
      return new Load(messages + other.messages, bytes + other.bytes);
    }

    Load minus(Load other) {
      return messages == other.messages
          ? null
          : new Load(messages - other.messages, bytes - other.bytes);
    }
  }

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
    Load own = new Load(1, message.body().length);
    Load now = loads.merge(name, own, Load::plus);
    long all = bytes.addAndGet(own.bytes());
    if (now.messages() > inFlightPerParticipant
        || now.bytes() > MAX_BYTES_PER_PARTICIPANT
        || all > MAX_BYTES) {
      leave(name, own);
      return CompletableFuture.completedFuture(busy(message.recipient()));
    }
    return Sending.safely(transport, message).whenComplete((_, _) -> leave(name, own));
  }

  private void leave(String name, Load own) {
    bytes.addAndGet(-own.bytes());
    loads.computeIfPresent(name, (_, load) -> load.minus(own));
  }

  private static RelayResult busy(String recipient) {
    String detail = "too many messages are under way to " + recipient;
    return new RelayResult.Failed(
        0, true, ErrorInformation.of(ErrorCode.DESTINATION_COMMUNICATION_ERROR, detail), detail);
  }
}
