package org.pamoja.hub.settlement;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.pamoja.hub.cache.CacheVersions;
import org.pamoja.hub.cache.CachedTable;

/**
 * The models in use, in memory: what a prepare is judged by. The node that changes a model knows of
 * it at once, all others within a second. Threads may share it.
 */
public final class CachedModels implements CachedTable {
  /** Name of the cache. */
  static final String CACHE = "settlement_models";

  private record Snapshot(long version, ModelSelection models) {}

  private final Jdbi jdbi;
  private final SettlementStore store = new SettlementStore();
  private volatile Snapshot snapshot;

  private CachedModels(Jdbi jdbi) {
    this.jdbi = jdbi;
    this.snapshot = read();
  }

  /** The models as they stand; blocks. */
  public static CachedModels load(Jdbi jdbi) {
    return new CachedModels(jdbi);
  }

  /** The models in use. */
  public ModelSelection current() {
    return snapshot.models();
  }

  @Override
  public String cache() {
    return CACHE;
  }

  @Override
  public long version() {
    return snapshot.version();
  }

  /** One at a time, so that an older reading never replaces a newer one. */
  @Override
  public synchronized void reload() {
    snapshot = read();
  }

  private Snapshot read() {
    return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, this::read);
  }

  private Snapshot read(Handle handle) {
    long version = CacheVersions.of(handle, CACHE);
    return new Snapshot(version, new ModelSelection(store.activeModels(handle)));
  }
}
