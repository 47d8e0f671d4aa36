package org.pamoja.hub.signatures;

import java.security.PublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.pamoja.fspiop.jws.PemKeys;
import org.pamoja.hub.cache.CacheVersions;
import org.pamoja.hub.cache.CachedTable;
import org.pamoja.hub.security.SignatureVerifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The participants' keys in memory, parsed, as one immutable snapshot that is replaced as a whole.
 * Threads may share it.
 */
public final class CachedKeys implements CachedTable {
  private static final Logger LOG = LoggerFactory.getLogger(CachedKeys.class);

  /**
   * A key ready for use.
   *
   * @param record what is stored of it
   * @param key the parsed key
   */
  private record Held(ParticipantKey record, PublicKey key) {}

  /**
   * All keys as of one moment.
   *
   * @param version the cache's version then
   * @param byName keys that are or may become valid, by name in the form in which names are
   *     compared
   */
  record Snapshot(long version, Map<String, List<Held>> byName) {

    /** Whether the participant has any key that is or may become valid. */
    boolean knows(String name) {
      return byName.containsKey(comparable(name));
    }

    /** The participant's keys that are valid now, at most as many as may be registered. */
    List<PublicKey> validKeys(String name, Instant now) {
      List<PublicKey> valid = new ArrayList<>(2);
      for (Held held : byName.getOrDefault(comparable(name), List.of())) {
        if (held.record().state(now) == ParticipantKey.State.VALID) {
          valid.add(held.key());
        }
      }
      return valid;
    }
  }

  private final Jdbi jdbi;
  private final SignatureVerifier verifier;
  private final InstantSource clock;
  private final KeyStore store = new KeyStore();
  private volatile Snapshot snapshot;

  private CachedKeys(Jdbi jdbi, SignatureVerifier verifier, InstantSource clock) {
    this.jdbi = jdbi;
    this.verifier = verifier;
    this.clock = clock;
    this.snapshot = read();
  }

  /**
   * A memory with everything read; blocks. Changes of other nodes are seen once a {@code
   * CacheWatch} runs on it.
   */
  public static CachedKeys load(Jdbi jdbi, SignatureVerifier verifier, InstantSource clock) {
    return new CachedKeys(jdbi, verifier, clock);
  }

  /** What is in memory now. */
  Snapshot snapshot() {
    return snapshot;
  }

  /** Reads everything again when the database holds another version; blocks. */
  void renewIfBehind() {
    if (jdbi.withHandle(handle -> CacheVersions.of(handle, KeyStore.CACHE)) != version()) {
      reload();
    }
  }

  @Override
  public String cache() {
    return KeyStore.CACHE;
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
    return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, this::assemble);
  }

  private Snapshot assemble(Handle handle) {
    long version = CacheVersions.of(handle, KeyStore.CACHE);
    Map<Integer, List<Held>> byNumber = new HashMap<>();
    for (ParticipantKey key : store.allLive(handle, clock.instant())) {
      parsed(key)
          .ifPresent(
              held ->
                  byNumber.computeIfAbsent(key.participant(), _ -> new ArrayList<>()).add(held));
    }
    Map<String, List<Held>> byName = new HashMap<>();
    store
        .numbersByName(handle)
        .forEach(
            (name, number) -> {
              if (byNumber.containsKey(number)) {
                byName.put(name, List.copyOf(byNumber.get(number)));
              }
            });
    return new Snapshot(version, Map.copyOf(byName));
  }

  /** Keys are checked before they are stored; one that cannot be used here spoils no other. */
  private Optional<Held> parsed(ParticipantKey key) {
    try {
      return Optional.of(new Held(key, verifier.prepared(PemKeys.publicKey(key.pem()))));
    } catch (IllegalArgumentException unusable) {
      LOG.error("Key {} of participant {} is not used", key.id(), key.participant(), unusable);
      return Optional.empty();
    }
  }

  private static String comparable(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
