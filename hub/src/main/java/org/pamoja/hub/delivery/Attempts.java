package org.pamoja.hub.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.event.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One try to hand over one notice: renders it, sends it, judges what came of it. Threads may share
 * it.
 */
final class Attempts {
  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

  private final DeliveryParts parts;
  private final RetryRules rules;

  Attempts(DeliverySettings settings, DeliveryParts parts) {
    this.parts = parts;
    this.rules = new RetryRules(settings, parts.random());
  }

  /** Renders and sends; the stage never fails. */
  CompletionStage<RelayResult> send(Event event, int index) {
    OutboundMessage message;
    try {
      message = parts.renderer().render(event, event.notices().get(index));
    } catch (RuntimeException defect) {
      LOG.error("Notice {} of event {} cannot be rendered", index, event.pointer(), defect);
      return CompletableFuture.completedFuture(notRendered(defect));
    }
    return Sending.safely(parts.transport(), message);
  }

  /** Trying again would fail again: this is for people to look at. */
  private static RelayResult notRendered(RuntimeException defect) {
    return new RelayResult.Failed(
        0,
        false,
        ErrorInformation.of(ErrorCode.INTERNAL_SERVER_ERROR),
        "the message cannot be rendered: " + defect);
  }

  /**
   * What a result means for the message, and tells the metrics.
   *
   * @param row the message as it was before this try
   */
  DeliveryChange.Ended end(Undelivered row, Notice notice, RelayResult result) {
    Instant now = parts.clock().instant();
    return switch (result) {
      case RelayResult.Delivered _ -> {
        parts.metrics().delivered(row.participant(), age(row, now));
        yield new DeliveryChange.Settled(row.pointer());
      }
      case RelayResult.Failed failed when !failed.registered() -> {
        // Kept, such rows and meters would be a way to fill both with made-up names.
        LOG.warn("Not told, since it is no participant: {}", failed.reason());
        yield new DeliveryChange.Settled(row.pointer());
      }
      case RelayResult.Failed failed -> {
        parts.metrics().failed(row.participant(), failed.status());
        yield rules.afterFailure(row.pointer(), notice, row.attempts() + 1, failed, now);
      }
    };
  }

  /** Events have the database's time, and this node's clock may be a little behind it. */
  private static Duration age(Undelivered row, Instant now) {
    Duration age = Duration.between(row.createdAt(), now);
    return age.isNegative() ? Duration.ZERO : age;
  }
}
