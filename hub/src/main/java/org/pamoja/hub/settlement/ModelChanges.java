package org.pamoja.hub.settlement;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.hub.cache.CacheVersions;
import org.pamoja.hub.cache.CachedTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes models so that every node learns of it and no participant lacks an account: the caches'
 * versions are raised and accounts are opened in the same transaction, and this node's own memory
 * is renewed before the operator gets an answer. Threads may share it.
 */
final class ModelChanges {
  private static final Logger LOG = LoggerFactory.getLogger(ModelChanges.class);

  private final Jdbi jdbi;
  private final SettlementStore store;
  private final CachedModels models;
  private final CachedTable participants;
  private final ModelAccounts accounts = new ModelAccounts();

  /** Changes that renew these memories. */
  ModelChanges(Jdbi jdbi, SettlementStore store, CachedModels models, CachedTable participants) {
    this.jdbi = jdbi;
    this.store = store;
    this.models = models;
    this.participants = participants;
  }

  /**
   * Runs a change in a transaction of its own, one at a time on all nodes together, and never
   * beside the registration of a participant.
   */
  <T> T run(Function<Handle, T> change) {
    T result =
        jdbi.inTransaction(
            handle -> {
              CacheVersions.raise(handle, participants.cache());
              CacheVersions.raise(handle, models.cache());
              T changed = change.apply(handle);
              accounts.openMissing(handle, new ModelSelection(store.activeModels(handle)));
              return changed;
            });
    renew(models);
    renew(participants);
    return result;
  }

  /** The change is durable already, so a failure here must not be told as one of the change. */
  private static void renew(CachedTable memory) {
    try {
      memory.reload();
    } catch (RuntimeException unreachable) {
      LOG.warn("a change is stored but not yet in this node's memory: {}", unreachable.toString());
    }
  }
}
