package org.pamoja.testkit.ledger;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.Posting;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.store.BatchChanges;
import org.pamoja.ledger.store.BatchRequest;
import org.pamoja.ledger.store.DecidedBatch;
import org.pamoja.ledger.store.LoadedBatch;
import org.pamoja.ledger.transfer.Leg;
import org.pamoja.ledger.transfer.Transfer;
import org.pamoja.ledger.transfer.TransferKey;

/**
 * A ledger's rows in memory: the database that any number of {@link InMemoryLedgerStore}s share.
 * One transaction at a time; its time comes from a clock that a test moves by hand.
 *
 * <p>Threads may share it. The lists and maps it hands out are copies.
 */
public final class InMemoryLedger {
  private static final byte[] NO_HASH = new byte[32];

  private record BatchId(int stream, long number) {}

  private final InstantSource clock;
  private final Semaphore turn = new Semaphore(1, true);
  private final Map<TransferKey, Transfer> transfers = new TreeMap<>();
  private final Map<Long, Account> accounts = new TreeMap<>();
  private final Map<BatchId, DecidedBatch> batches = new HashMap<>();
  private final Map<Integer, byte[]> chains = new HashMap<>();
  private final List<Posting> postings = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private final List<Transfer> due = new ArrayList<>();
  private long window = 1;

  /** An empty ledger that lives by {@code clock}. */
  public InMemoryLedger(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Adds an account or replaces the one of the same number, as the participants' registry would.
   */
  public synchronized void put(Account account) {
    accounts.put(account.id(), account);
  }

  /** Adds a transfer as it stands, for tests that start in the middle. */
  public synchronized void put(Transfer transfer) {
    transfers.put(transfer.key(), transfer);
  }

  /**
   * Closes the open settlement window: no transaction is open then, and every account carries the
   * next one from here on.
   *
   * @return number of the window that was closed
   */
  public long closeWindow() {
    turn.acquireUninterruptibly();
    try {
      return stampNextWindow();
    } finally {
      turn.release();
    }
  }

  private synchronized long stampNextWindow() {
    accounts.replaceAll((id, account) -> inWindow(account, window + 1));
    return window++;
  }

  private static Account inWindow(Account account, long next) {
    return new Account(
        account.id(),
        account.participantId(),
        account.participant(),
        account.currency(),
        account.type(),
        account.debitsPending(),
        account.debitsPosted(),
        account.creditsPosted(),
        account.netDebitCap(),
        account.netDebitCapPercent(),
        account.liquidity(),
        next,
        account.active(),
        account.participantActive(),
        account.initialised());
  }

  /** All committed transfers, conversions and funds records. */
  public synchronized Map<TransferKey, Transfer> transfers() {
    return Map.copyOf(transfers);
  }

  /** All accounts as committed. */
  public synchronized Map<Long, Account> accounts() {
    return Map.copyOf(accounts);
  }

  /** All postings in the order in which they were written. */
  public synchronized List<Posting> postings() {
    return List.copyOf(postings);
  }

  /** All events in the order in which they were written. */
  public synchronized List<Event> events() {
    return List.copyOf(events);
  }

  /** What was entered in the due-time table, whether or not it has ended since. */
  public synchronized List<Transfer> due() {
    return List.copyOf(due);
  }

  /** Lets one transaction in after the other. */
  Semaphore turn() {
    return turn;
  }

  synchronized Optional<DecidedBatch> decided(BatchRequest request) {
    return Optional.ofNullable(batches.get(new BatchId(request.stream(), request.number())));
  }

  synchronized LoadedBatch load(BatchRequest request) {
    Set<TransferKey> claimed = new HashSet<>();
    Map<TransferKey, Transfer> found = new HashMap<>();
    Set<String> groups = new HashSet<>();
    for (Transfer claim : request.claims()) {
      if (!transfers.containsKey(claim.key())) {
        claimed.add(claim.key());
      }
      groups.add(claim.determining().orElse(claim.key().id()));
      find(claim.key(), found, groups);
    }
    request.touched().forEach(key -> find(key, found, groups));
    transfers.values().stream()
        .filter(row -> groups.contains(row.determining().orElse(row.key().id())))
        .forEach(row -> found.put(row.key(), row));
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    byte[] previous = chains.getOrDefault(request.stream(), NO_HASH);
    return new LoadedBatch(
        now, previous.clone(), Set.copyOf(claimed), Map.copyOf(found), accountsOf(request, found));
  }

  private void find(TransferKey key, Map<TransferKey, Transfer> found, Set<String> groups) {
    Transfer row = transfers.get(key);
    if (row != null) {
      found.put(key, row);
      groups.add(row.determining().orElse(key.id()));
    }
  }

  private Map<Long, Account> accountsOf(BatchRequest request, Map<TransferKey, Transfer> found) {
    Set<Long> wanted = new HashSet<>(request.accounts());
    request.claims().forEach(row -> addAccounts(wanted, row));
    found.values().forEach(row -> addAccounts(wanted, row));
    Map<Long, Account> loaded = new HashMap<>();
    for (long id : wanted) {
      Account account = accounts.get(id);
      if (account != null) {
        loaded.put(id, account);
      }
    }
    return Map.copyOf(loaded);
  }

  private static void addAccounts(Set<Long> wanted, Transfer row) {
    addAccounts(wanted, row.source());
    row.target().ifPresent(leg -> addAccounts(wanted, leg));
    row.fee().ifPresent(leg -> addAccounts(wanted, leg));
  }

  private static void addAccounts(Set<Long> wanted, Leg leg) {
    wanted.add(leg.debtor());
    wanted.add(leg.creditor());
  }

  synchronized void write(BatchRequest request, LoadedBatch loaded, BatchChanges changes) {
    for (Transfer claim : request.claims()) {
      if (loaded.claimed().contains(claim.key())) {
        transfers.put(claim.key(), claim);
      }
    }
    for (Transfer row : changes.transfers()) {
      if (transfers.put(row.key(), row) == null) {
        throw new IllegalStateException("neither claimed nor loaded: " + row.key());
      }
    }
    changes.accounts().forEach(account -> accounts.put(account.id(), account));
    postings.addAll(changes.postings());
    events.addAll(changes.events());
    due.addAll(changes.due());
    chains.put(request.stream(), changes.chainHash());
    batches.put(
        new BatchId(request.stream(), request.number()),
        new DecidedBatch(
            List.copyOf(changes.outcomes()), List.copyOf(changes.events()), changes.chainHash()));
  }
}
