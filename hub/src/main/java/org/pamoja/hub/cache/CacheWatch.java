package org.pamoja.hub.cache;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the versions of all caches with one query and re-reads what has changed. After a poll that
 * failed (a fail-over may have brought another database state) and at every full interval,
 * everything is re-read, so that a change nobody announced is not missed for ever. One thread of
 * its own, nothing is queued.
 */
public final class CacheWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CacheWatch.class);
  private static final Duration FULL_INTERVAL = Duration.ofSeconds(60);

  private final Jdbi jdbi;
  private final List<CachedTable> tables;
  private final long pollsPerFullReading;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("cache-watch").factory());
  private boolean failed;
  private long polls;

  private CacheWatch(Jdbi jdbi, List<CachedTable> tables, Duration interval) {
    this.jdbi = jdbi;
    this.tables = List.copyOf(tables);
    this.pollsPerFullReading = Math.max(1, FULL_INTERVAL.dividedBy(interval));
  }

  /**
   * Begins to watch; {@code interval} is the time from the end of one poll to the next, one second
   * in production.
   */
  public static CacheWatch start(Jdbi jdbi, List<CachedTable> tables, Duration interval) {
    CacheWatch watch = new CacheWatch(jdbi, tables, interval);
    watch.timer.scheduleWithFixedDelay(
        watch::poll, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    return watch;
  }

  private void poll() {
    try {
      Map<String, Long> versions = jdbi.withHandle(CacheVersions::all);
      boolean everything = failed || ++polls % pollsPerFullReading == 0;
      for (CachedTable table : tables) {
        if (everything || versions.getOrDefault(table.cache(), -1L) != table.version()) {
          table.reload();
        }
      }
      failed = false;
    } catch (RuntimeException unreachable) {
      // Caught, since a scheduled task that throws is never run again.
      if (!failed) {
        LOG.warn(
            "caches cannot be compared with the database, trying on: {}", unreachable.toString());
      }
      failed = true;
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
