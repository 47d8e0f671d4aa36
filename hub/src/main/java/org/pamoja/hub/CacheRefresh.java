package org.pamoja.hub;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.pamoja.hub.cache.CachedTable;
import org.pamoja.hub.edge.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Re-reads the caches when an operator asks for it ({@code DELETE /endpointcache}). One reading at
 * a time, however often it is asked for: anybody can ask. Threads may share it.
 */
final class CacheRefresh {
  private static final Logger LOG = LoggerFactory.getLogger(CacheRefresh.class);

  private final List<CachedTable> tables;
  private final AtomicBoolean running = new AtomicBoolean();

  CacheRefresh(List<CachedTable> tables) {
    this.tables = List.copyOf(tables);
  }

  /** Begins a reading, unless one is under way. */
  CompletionStage<Reply> request() {
    if (running.compareAndSet(false, true)) {
      Thread.ofVirtual().name("cache-refresh").start(this::refresh);
    }
    return CompletableFuture.completedStage(Reply.ACCEPTED);
  }

  private void refresh() {
    try {
      tables.forEach(CachedTable::reload);
    } catch (RuntimeException unreachable) {
      LOG.warn("The caches could not be read again: {}", unreachable.toString());
    } finally {
      running.set(false);
    }
  }
}
