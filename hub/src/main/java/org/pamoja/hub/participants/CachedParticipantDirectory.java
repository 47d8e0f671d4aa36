package org.pamoja.hub.participants;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.pamoja.fspiop.header.ProtocolVersion;
import org.pamoja.hub.cache.BoundedWorkers;
import org.pamoja.hub.cache.CacheVersions;
import org.pamoja.hub.cache.CachedTable;
import org.pamoja.hub.cache.RecentValues;
import org.pamoja.hub.cache.Renewal;

/**
 * All participants in memory, as one immutable snapshot that is replaced as a whole. Threads may
 * share it.
 *
 * <p>A name that is not in the snapshot is looked for in the database before it is called unknown,
 * since another node may just have registered it. Made-up names cannot flood the database: the
 * answer "unknown" is kept for a second in a bounded memory, questions for one name share one read,
 * and the workers that read are bounded.
 */
public final class CachedParticipantDirectory implements ParticipantDirectory, CachedTable {
  private static final int UNKNOWN_NAMES = 10_000;
  private static final Duration UNKNOWN_FOR = Duration.ofSeconds(1);

  /** Longer names cannot be registered, so they need no look. */
  private static final int LONGEST_NAME = 30;

  private record Snapshot(long version, Map<String, Participant> byKey, List<Participant> byName) {}

  private final Jdbi jdbi;
  private final ParticipantStore store;
  private final ParticipantAccounts accounts;
  private final BoundedWorkers workers;
  private final RecentValues<String, Boolean> unknown;
  private final ConcurrentHashMap<String, CompletableFuture<Optional<Participant>>> asked =
      new ConcurrentHashMap<>();
  private final Renewal renewal;
  private volatile Snapshot snapshot;

  private CachedParticipantDirectory(
      Jdbi jdbi,
      ParticipantStore store,
      ParticipantAccounts accounts,
      BoundedWorkers workers,
      InstantSource clock,
      Snapshot snapshot) {
    this.jdbi = jdbi;
    this.store = store;
    this.accounts = accounts;
    this.workers = workers;
    this.unknown = new RecentValues<>(UNKNOWN_NAMES, UNKNOWN_FOR, clock);
    this.snapshot = snapshot;
    this.renewal = new Renewal(this::renewIfBehind, workers);
  }

  /**
   * A directory with everything read; blocks. Changes of other nodes are seen once a {@code
   * CacheWatch} runs on it.
   */
  public static CachedParticipantDirectory load(
      Jdbi jdbi,
      ParticipantStore store,
      ParticipantAccounts accounts,
      BoundedWorkers workers,
      InstantSource clock) {
    Snapshot first = read(jdbi, store, accounts);
    return new CachedParticipantDirectory(jdbi, store, accounts, workers, clock, first);
  }

  @Override
  public CompletionStage<Optional<Participant>> find(String name) {
    String key = ParticipantStore.key(name);
    Participant known = snapshot.byKey().get(key);
    if (known != null) {
      return CompletableFuture.completedFuture(Optional.of(known));
    }
    if (name.length() > LONGEST_NAME || unknown.get(key).isPresent()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return confirm(key);
  }

  @Override
  public CompletionStage<Optional<Participant>> confirmed(String name) {
    return renewal.renewed().thenCompose(_ -> find(name));
  }

  private void renewIfBehind() {
    if (jdbi.withHandle(handle -> CacheVersions.of(handle, ParticipantStore.CACHE)) != version()) {
      reload();
    }
  }

  @Override
  public Optional<Participant> findBlocking(String name) {
    String key = ParticipantStore.key(name);
    Participant known = snapshot.byKey().get(key);
    if (known != null || name.length() > LONGEST_NAME || unknown.get(key).isPresent()) {
      return Optional.ofNullable(known);
    }
    return lookInDatabase(key);
  }

  /** The participant of that name, if it is in memory; for those who must not wait. */
  public Optional<Participant> remembered(String name) {
    return Optional.ofNullable(snapshot.byKey().get(ParticipantStore.key(name)));
  }

  @Override
  public List<Participant> known() {
    return snapshot.byName();
  }

  @Override
  public String cache() {
    return ParticipantStore.CACHE;
  }

  @Override
  public long version() {
    return snapshot.version();
  }

  /** One at a time, so that an older reading never replaces a newer one. */
  @Override
  public synchronized void reload() {
    snapshot = read(jdbi, store, accounts);
    unknown.clear();
  }

  private CompletionStage<Optional<Participant>> confirm(String key) {
    CompletableFuture<Optional<Participant>> mine = new CompletableFuture<>();
    CompletableFuture<Optional<Participant>> running = asked.putIfAbsent(key, mine);
    if (running != null) {
      return running;
    }
    workers
        .run(() -> lookInDatabase(key))
        .whenComplete(
            (found, fault) -> {
              asked.remove(key, mine);
              if (fault == null) {
                mine.complete(found);
              } else {
                mine.completeExceptionally(fault);
              }
            });
    return mine;
  }

  private Optional<Participant> lookInDatabase(String key) {
    long generation = unknown.generation();
    if (jdbi.withHandle(handle -> store.find(handle, key)).isEmpty()) {
      unknown.put(key, true, generation);
      return Optional.empty();
    }
    if (!snapshot.byKey().containsKey(key)) {
      reload();
    }
    return Optional.ofNullable(snapshot.byKey().get(key));
  }

  /** All tables as of one moment, with the version they had then. */
  private static Snapshot read(Jdbi jdbi, ParticipantStore store, ParticipantAccounts accounts) {
    return jdbi.inTransaction(
        TransactionIsolationLevel.REPEATABLE_READ, handle -> assemble(handle, store, accounts));
  }

  private static Snapshot assemble(
      Handle handle, ParticipantStore store, ParticipantAccounts accounts) {
    long version = CacheVersions.of(handle, ParticipantStore.CACHE);
    Map<Integer, Map<String, String>> endpoints = store.allEndpoints(handle);
    Map<Integer, Map<String, ProtocolVersion>> versions = ParticipantVersions.all(handle);
    Map<Integer, List<Participant.AccountReference>> references = new HashMap<>();
    for (ParticipantAccount account : accounts.all(handle)) {
      references
          .computeIfAbsent(account.participant(), _ -> new ArrayList<>())
          .add(
              new Participant.AccountReference(
                  account.id(), account.currency(), account.type(), account.active()));
    }
    Map<String, Participant> byKey = new HashMap<>();
    List<Participant> byName = new ArrayList<>();
    for (RegisteredParticipant row : store.all(handle)) {
      Participant participant =
          new Participant(
              row.id(),
              row.name(),
              row.active(),
              row.proxy(),
              List.copyOf(references.getOrDefault(row.id(), List.of())),
              Map.copyOf(endpoints.getOrDefault(row.id(), Map.of())),
              Map.copyOf(versions.getOrDefault(row.id(), Map.of())));
      byKey.put(ParticipantStore.key(row.name()), participant);
      byName.add(participant);
    }
    return new Snapshot(version, Map.copyOf(byKey), List.copyOf(byName));
  }
}
