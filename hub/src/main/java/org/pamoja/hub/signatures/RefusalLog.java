package org.pamoja.hub.signatures;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.header.HeaderName;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.security.InboundSignatures.Message;
import org.pamoja.hub.security.Principal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records refused signatures in the audit log, however many come: of each source and reason the
 * first within a minute is recorded with its facts, the others as one number when the minute is
 * over. Sources without a key count as one, since they can be made up. Messages do not wait for it;
 * one thread writes. Threads may share it.
 */
public final class RefusalLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);

  /** What is recorded; {@code signature.refused} in the audit log. */
  static final String ACTION = "signature.refused";

  /** Sources and reasons told apart within one period; what is beyond them is only counted. */
  private static final int MOST_KINDS = 1_000;

  private static final int LONGEST_SOURCE = 64;
  private static final Duration LAST_ENTRIES = Duration.ofSeconds(5);
  private static final Kind STRANGERS = new Kind("", "sources without a key");
  private static final Kind BEYOND = new Kind("(others)", "(others)");

  private record Kind(String source, String reason) {}

  private final AuditLog audit;
  private final Duration period;
  private final ScheduledExecutorService writer;
  private final Map<Kind, Long> repeated = new HashMap<>();

  private RefusalLog(AuditLog audit, Duration period) {
    this.audit = audit;
    this.period = period;
    this.writer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("refusals").factory());
  }

  /**
   * Begins to record.
   *
   * @param period within which repetitions are counted instead of recorded, a minute in production
   */
  public static RefusalLog start(AuditLog audit, Duration period) {
    RefusalLog log = new RefusalLog(audit, period);
    log.writer.scheduleAtFixedRate(
        log::tellRepeated, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    return log;
  }

  /**
   * Takes note of a refusal.
   *
   * @param known whether the source has keys
   */
  void refused(Message message, boolean known, FspiopException refusal) {
    String claimed = message.headers().first(HeaderName.SOURCE).orElse("");
    String source =
        claimed.length() <= LONGEST_SOURCE ? claimed : claimed.substring(0, LONGEST_SOURCE);
    String reason = refusal.information().errorDescription();
    Kind kind = known ? new Kind(source.toLowerCase(Locale.ROOT), reason) : STRANGERS;
    if (!isFirst(kind)) {
      return;
    }
    LOG.warn("{} {} of {} refused: {}", message.method(), message.path(), source, reason);
    Map<String, String> details =
        Map.of("reason", reason, "method", message.method(), "path", message.path());
    Principal sender = message.sender();
    write(() -> audit.record(sender, ACTION, source, details));
  }

  private synchronized boolean isFirst(Kind kind) {
    Kind counted = repeated.size() < MOST_KINDS || repeated.containsKey(kind) ? kind : BEYOND;
    return repeated.merge(counted, 0L, (count, _) -> count + 1) == 0L;
  }

  private synchronized Map<Kind, Long> takeRepeated() {
    Map<Kind, Long> taken = Map.copyOf(repeated);
    repeated.clear();
    return taken;
  }

  private void tellRepeated() {
    takeRepeated()
        .forEach(
            (kind, count) -> {
              if (count > 0) {
                tell(kind, count);
              }
            });
  }

  private void tell(Kind kind, long count) {
    Map<String, String> details =
        Map.of(
            "reason", kind.reason(), "repeated", Long.toString(count), "within", period.toString());
    attempt(() -> audit.record(Principal.HUB, ACTION, kind.source(), details));
  }

  /** The queue is bounded by the kinds of a period. */
  private void write(Runnable entry) {
    try {
      writer.execute(() -> attempt(entry));
    } catch (RejectedExecutionException _) {
      LOG.warn("a refused signature is not recorded: the hub is stopping");
    }
  }

  /** The message is refused all the same, and the program's log has it. */
  private static void attempt(Runnable entry) {
    try {
      entry.run();
    } catch (RuntimeException unreachable) {
      LOG.error("a refused signature could not be recorded: {}", unreachable.toString());
    }
  }

  /** Records what was counted so far. */
  @Override
  public void close() {
    writer.execute(this::tellRepeated);
    writer.shutdown();
    try {
      if (!writer.awaitTermination(LAST_ENTRIES.toMillis(), TimeUnit.MILLISECONDS)) {
        writer.shutdownNow();
      }
    } catch (InterruptedException hurry) {
      writer.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
