package org.pamoja.hub;

import java.time.Duration;
import java.util.List;
import org.pamoja.hub.cache.BoundedWorkers;
import org.pamoja.hub.cache.CacheVersions;
import org.pamoja.hub.cache.CacheWatch;
import org.pamoja.hub.cache.CachedTable;
import org.pamoja.hub.oracles.CachedOracleDirectory;
import org.pamoja.hub.participants.CachedParticipantDirectory;
import org.pamoja.hub.participants.ParticipantAccounts;
import org.pamoja.hub.participants.ParticipantStore;
import org.pamoja.hub.rules.CachedRules;
import org.pamoja.hub.settlement.CachedModels;
import org.pamoja.hub.signatures.CachedKeys;

/**
 * What is kept in memory of rarely changed tables.
 *
 * @param workers reads for event loops
 * @param participants the registry
 * @param oracles who is asked for whom
 * @param keys by which participants' signatures are verified
 * @param rules of the scheme
 * @param models by which currencies are settled
 */
record Caches(
    BoundedWorkers workers,
    CachedParticipantDirectory participants,
    CachedOracleDirectory oracles,
    CachedKeys keys,
    CachedRules rules,
    CachedModels models) {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int READERS = 4;
  private static final int WAITING_READS = 1_000;

  static Caches start(Ground ground) {
    BoundedWorkers workers = new BoundedWorkers("reader", READERS, WAITING_READS);
    ground.shutdown().add("readers", workers::close);
    ParticipantStore store = new ParticipantStore();
    ground
        .jdbi()
        .useTransaction(
            handle -> store.seedHub(handle, ground.config().hubName(), ground.clock().instant()));
    CachedParticipantDirectory participants =
        CachedParticipantDirectory.load(
            ground.jdbi(), store, new ParticipantAccounts(), workers, ground.clock());
    CachedOracleDirectory oracles =
        CachedOracleDirectory.load(ground.jdbi(), ground.config().oracles().builtInTypes());
    CachedKeys keys = CachedKeys.load(ground.jdbi(), ground.verifier(), ground.clock());
    CachedRules rules = CachedRules.load(ground.jdbi());
    Caches caches =
        new Caches(workers, participants, oracles, keys, rules, CachedModels.load(ground.jdbi()));
    CacheWatch watch = CacheWatch.start(ground.jdbi(), caches.tables(), POLL);
    ground.shutdown().add("cache watch", watch::close);
    return caches;
  }

  List<CachedTable> tables() {
    return List.of(participants, oracles, keys, rules, models);
  }

  /** Whether their versions can be read, without which changes on other nodes would go unseen. */
  boolean canBeCompared(Ground ground) {
    return !ground.jdbi().withHandle(CacheVersions::all).isEmpty();
  }
}
