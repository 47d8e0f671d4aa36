package org.pamoja.hub.oracles;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.header.HeaderName;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.message.PartyKey;
import org.pamoja.hub.cache.BoundedWorkers;
import org.pamoja.hub.cache.RecentValues;

/**
 * The hub's own directory of parties, for every identifier type (the behaviour of the reference's
 * MSISDN oracle, discovery §6.2, except that registering the same holder again is no fault, and
 * that only the present holder may give a party away or up: look-ups decide where money goes).
 * Threads may share it; nothing blocks the caller.
 *
 * <p>Holders looked up lately are kept for a second, in bounded number: a change made on this node
 * is seen at once, one made on another within that second.
 */
public final class TableOracle implements Oracle {
  private static final int RECENT_PARTIES = 20_000;
  private static final Duration RECENT = Duration.ofSeconds(1);

  private record Key(String type, String id) {}

  private final Jdbi jdbi;
  private final PartyHolders holders = new PartyHolders();
  private final BoundedWorkers workers;
  private final InstantSource clock;
  private final RecentValues<Key, List<Entry>> recent;

  /** A directory in {@code jdbi}'s database, read and written by {@code workers}. */
  public TableOracle(Jdbi jdbi, BoundedWorkers workers, InstantSource clock) {
    this.jdbi = jdbi;
    this.workers = workers;
    this.clock = clock;
    this.recent = new RecentValues<>(RECENT_PARTIES, RECENT, clock);
  }

  @Override
  public CompletionStage<List<Entry>> lookup(Call call) {
    Key key = key(call.party());
    Optional<List<Entry>> known = recent.get(key);
    return known.isPresent()
        ? CompletableFuture.completedFuture(fitting(known.get(), call))
        : workers.run(() -> fitting(read(key), call));
  }

  @Override
  public CompletionStage<Void> register(Call call, String fspId) {
    return change(
        call.party(),
        handle -> {
          if (!holders.insert(handle, call.party(), call.currency(), fspId, clock.instant())) {
            throw alreadyHeld(call.party());
          }
        });
  }

  @Override
  public CompletionStage<Void> replace(Call call, String fspId) {
    return change(
        call.party(),
        handle -> {
          String asker = asker(call);
          if (holders.update(handle, call.party(), call.currency(), asker, fspId) == 0) {
            throw notHeld(handle, call.party(), ErrorCode.ADD_PARTY_INFORMATION_ERROR);
          }
        });
  }

  /**
   * Forgets what the asker holds of the party in all currencies: the one sub-id if one is named,
   * else all of them.
   */
  @Override
  public CompletionStage<Void> remove(Call call) {
    return change(
        call.party(),
        handle -> {
          PartyKey party = call.party();
          if (holders.delete(handle, party, asker(call)) == 0) {
            throw notHeld(handle, party, ErrorCode.DELETE_PARTY_INFORMATION_ERROR);
          }
        });
  }

  @Override
  public CompletionStage<List<Registered>> registerBatch(
      String requestId, List<Registration> parties, Headers headers) {
    return workers.run(
        () -> {
          List<Registered> results =
              jdbi.inTransaction(handle -> insertAll(handle, sorted(parties)));
          parties.forEach(registration -> recent.remove(key(registration.party())));
          return results;
        });
  }

  /** Rows are locked in one order everywhere, so that two batches never wait for each other. */
  private static List<Registration> sorted(List<Registration> parties) {
    return parties.stream()
        .sorted(
            Comparator.comparing((Registration registration) -> registration.party().type())
                .thenComparing(registration -> registration.party().id())
                .thenComparing(registration -> registration.party().subId().orElse(""))
                .thenComparing(registration -> registration.currency().orElse("")))
        .toList();
  }

  private List<Registered> insertAll(Handle handle, List<Registration> parties) {
    List<Registered> results = new ArrayList<>(parties.size());
    for (Registration registration : parties) {
      boolean done =
          holders.insert(
              handle,
              registration.party(),
              registration.currency(),
              registration.fspId(),
              clock.instant());
      Optional<ErrorInformation> error =
          done ? Optional.empty() : Optional.of(alreadyHeld(registration.party()).information());
      results.add(new Registered(registration, error));
    }
    return results;
  }

  private CompletionStage<Void> change(PartyKey party, Consumer<Handle> change) {
    return workers.run(
        () -> {
          jdbi.useTransaction(change::accept);
          recent.remove(key(party));
          return null;
        });
  }

  private List<Entry> read(Key key) {
    long generation = recent.generation();
    List<Entry> entries = jdbi.withHandle(handle -> holders.of(handle, key.type(), key.id()));
    recent.put(key, List.copyOf(entries), generation);
    return entries;
  }

  /**
   * Entries without a currency serve every currency. Who holds a party in several currencies is
   * told once when no currency was asked for: look-ups go to every holder.
   */
  private static List<Entry> fitting(List<Entry> entries, Call call) {
    Optional<String> subId = call.party().subId();
    List<Entry> fitting = new ArrayList<>();
    Set<String> told = new HashSet<>();
    for (Entry entry : entries) {
      boolean fits =
          (subId.isEmpty() || entry.subId().equals(subId))
              && (call.currency().isEmpty()
                  || entry.currency().isEmpty()
                  || entry.currency().equals(call.currency()));
      if (fits && told.add(entry.fspId() + "\0" + entry.subId().orElse(""))) {
        fitting.add(entry);
      }
    }
    return List.copyOf(fitting);
  }

  private static Key key(PartyKey party) {
    return new Key(party.type(), party.id());
  }

  private static FspiopException alreadyHeld(PartyKey party) {
    return new FspiopException(
        ErrorCode.ADD_PARTY_INFORMATION_ERROR, "Party already exists [id: " + party.id() + "]");
  }

  private static String asker(Call call) {
    return call.headers().first(HeaderName.SOURCE).orElse("");
  }

  private FspiopException notHeld(Handle handle, PartyKey party, ErrorCode foreign) {
    return holders.of(handle, party.type(), party.id()).isEmpty()
        ? unknown(party)
        : new FspiopException(
            foreign,
            "The party "
                + party.type()
                + ":"
                + party.id()
                + " does not belong to the requesting FSP");
  }

  private static FspiopException unknown(PartyKey party) {
    return new FspiopException(
        ErrorCode.ID_NOT_FOUND,
        "oracle" + party.type() + " for " + party.type() + " Id " + party.id() + " not found");
  }
}
