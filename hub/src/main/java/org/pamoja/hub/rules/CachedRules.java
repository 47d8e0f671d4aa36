package org.pamoja.hub.rules;

import java.security.SecureRandom;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.pamoja.hub.cache.CacheVersions;
import org.pamoja.hub.cache.CachedTable;

/** The rules in force, in memory. Threads may share it. */
public final class CachedRules implements CachedTable {
  private record Snapshot(long cacheVersion, RuleSet rules) {}

  private final Jdbi jdbi;
  private final RuleStore store;
  private volatile Snapshot snapshot;

  private CachedRules(Jdbi jdbi, RuleStore store, Snapshot snapshot) {
    this.jdbi = jdbi;
    this.store = store;
    this.snapshot = snapshot;
  }

  /** The rules as they stand; blocks. The scheme's salt is made when there is none yet. */
  public static CachedRules load(Jdbi jdbi) {
    RuleStore store = new RuleStore();
    byte[] proposed = new byte[PartyHash.BYTES];
    new SecureRandom().nextBytes(proposed);
    jdbi.useTransaction(handle -> store.salt(handle, proposed));
    return new CachedRules(jdbi, store, read(jdbi, store));
  }

  /** What is in force. */
  RuleSet current() {
    return snapshot.rules();
  }

  /** Reads the rules again if another node has changed them; blocks. */
  void refresh() {
    if (jdbi.withHandle(handle -> CacheVersions.of(handle, RuleStore.CACHE)) != version()) {
      reload();
    }
  }

  @Override
  public String cache() {
    return RuleStore.CACHE;
  }

  @Override
  public long version() {
    return snapshot.cacheVersion();
  }

  @Override
  public synchronized void reload() {
    snapshot = read(jdbi, store);
  }

  private static Snapshot read(Jdbi jdbi, RuleStore store) {
    return jdbi.inTransaction(
        TransactionIsolationLevel.REPEATABLE_READ, handle -> read(handle, store));
  }

  private static Snapshot read(Handle handle, RuleStore store) {
    long cacheVersion = CacheVersions.of(handle, RuleStore.CACHE);
    RuleStore.Version version = store.current(handle);
    BlockLists blocked =
        new BlockLists(
            handle.createQuery("SELECT salt FROM rule_salt").mapTo(byte[].class).one(),
            store.blocked(handle));
    RuleSet rules =
        new RuleSet(
            version.version(),
            RuleReader.ofStored().read(version.rules()).rules(),
            version.counters(),
            blocked);
    return new Snapshot(cacheVersion, rules);
  }
}
