package org.pamoja.hub.oracles;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.pamoja.hub.cache.CacheVersions;
import org.pamoja.hub.cache.CachedTable;

/**
 * The registered oracles in memory, and the types the hub's own table stands in for. Threads may
 * share it.
 */
public final class CachedOracleDirectory implements OracleDirectory, CachedTable {
  private static final Location BUILT_IN = new Location("builtin:");

  private record Snapshot(long version, List<RegisteredOracle> oracles) {}

  private final Jdbi jdbi;
  private final OracleStore store;
  private final Set<String> builtInTypes;
  private volatile Snapshot snapshot;

  private CachedOracleDirectory(
      Jdbi jdbi, OracleStore store, Set<String> builtInTypes, Snapshot snapshot) {
    this.jdbi = jdbi;
    this.store = store;
    this.builtInTypes = builtInTypes;
    this.snapshot = snapshot;
  }

  /**
   * A directory with everything read; blocks. Changes of other nodes are seen once a {@code
   * CacheWatch} runs on it.
   *
   * @param builtInTypes types for which the hub's own table is asked when no registered oracle fits
   */
  public static CachedOracleDirectory load(Jdbi jdbi, Collection<String> builtInTypes) {
    OracleStore store = new OracleStore();
    return new CachedOracleDirectory(jdbi, store, Set.copyOf(builtInTypes), read(jdbi, store));
  }

  /**
   * Several that fit without a default among them are no choice, and then the hub's own table is
   * none either. Nor is it for the currencies that the registered oracles of a type leave out: it
   * would answer with what it was told before they were registered.
   */
  @Override
  public Optional<Location> select(String type, Optional<String> currency) {
    List<RegisteredOracle> ofType =
        snapshot.oracles().stream().filter(oracle -> oracle.type().equals(type)).toList();
    if (ofType.isEmpty()) {
      return builtInTypes.contains(type) ? Optional.of(BUILT_IN) : Optional.empty();
    }
    List<RegisteredOracle> fitting =
        ofType.stream()
            .filter(oracle -> currency.isEmpty() || oracle.currency().equals(currency))
            .toList();
    if (fitting.size() == 1) {
      return Optional.of(new Location(fitting.getFirst().endpoint()));
    }
    return fitting.reversed().stream()
        .filter(RegisteredOracle::isDefault)
        .findFirst()
        .map(oracle -> new Location(oracle.endpoint()));
  }

  /** The registered oracles as of now. */
  List<RegisteredOracle> registered() {
    return snapshot.oracles();
  }

  /**
   * Raises the version though the registry stays as it is: a party of an external oracle has got
   * another holder, and no node may go on with what it learned under the version before. Blocks.
   */
  public void announceChangedParties() {
    jdbi.useTransaction(handle -> CacheVersions.raise(handle, OracleStore.CACHE));
  }

  @Override
  public String cache() {
    return OracleStore.CACHE;
  }

  @Override
  public long version() {
    return snapshot.version();
  }

  @Override
  public synchronized void reload() {
    snapshot = read(jdbi, store);
  }

  private static Snapshot read(Jdbi jdbi, OracleStore store) {
    return jdbi.inTransaction(
        TransactionIsolationLevel.REPEATABLE_READ,
        handle -> new Snapshot(CacheVersions.of(handle, OracleStore.CACHE), store.active(handle)));
  }
}
