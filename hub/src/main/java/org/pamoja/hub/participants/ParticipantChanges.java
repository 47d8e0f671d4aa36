package org.pamoja.hub.participants;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.hub.cache.CacheVersions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the registry so that every node learns of it: the cache's version is raised in the same
 * transaction, and this node's own memory is renewed before the operator gets an answer. Threads
 * may share it.
 */
final class ParticipantChanges {
  private static final Logger LOG = LoggerFactory.getLogger(ParticipantChanges.class);

  private final Jdbi jdbi;
  private final CachedParticipantDirectory directory;

  ParticipantChanges(Jdbi jdbi, CachedParticipantDirectory directory) {
    this.jdbi = jdbi;
    this.directory = directory;
  }

  /**
   * Runs a change in a transaction of its own. Changes of the registry run one at a time on all
   * nodes together.
   */
  <T> T run(Function<Handle, T> change) {
    T result =
        jdbi.inTransaction(
            handle -> {
              CacheVersions.raise(handle, ParticipantStore.CACHE);
              return change.apply(handle);
            });
    renew();
    return result;
  }

  /**
   * Tells the nodes that the ledger has changed an account. The ledger's transaction is another
   * one; should the hub die between the two, the regular full reading of the caches makes up for
   * it.
   */
  void ledgerChanged() {
    jdbi.useTransaction(handle -> CacheVersions.raise(handle, ParticipantStore.CACHE));
    renew();
  }

  /**
   * The change is durable already, so a failure here must not be told as a failure of the change.
   */
  private void renew() {
    try {
      directory.reload();
    } catch (RuntimeException unreachable) {
      LOG.warn("a change is stored but not yet in this node's memory: {}", unreachable.toString());
    }
  }
}
