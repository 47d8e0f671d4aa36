package org.pamoja.ledger.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.store.BatchRequest;
import org.pamoja.ledger.store.LoadedBatch;
import org.pamoja.ledger.transfer.Leg;
import org.pamoja.ledger.transfer.Transfer;
import org.pamoja.ledger.transfer.TransferKey;

/**
 * Round trip 1 of a batch: claims, locks and reads, in the order that all nodes keep: batch row,
 * settlement groups, claims, existing transfers, accounts; each by id.
 *
 * <p><b>A conversion against its transfer.</b> Whether a conversion finds its determining transfer
 * T, and whether T finds the conversion, must have one answer, though neither node sees what the
 * other has not committed. Two things together see to it. The batch with the conversion also claims
 * the id T, with a probe that it deletes again if T was absent: so it waits for whoever is claiming
 * T, and whoever claims T later waits for it. And the batch with T looks, once it holds T, for a
 * group of T that it did not lock at the start ({@link #sawEverything}): that group was committed
 * in between, and the batch begins again, now locking the group first. Groups never vanish, so it
 * begins again at most once for each group.
 */
final class FirstTrip {
  private static final byte[] NO_HASH = new byte[32];

  /** What is stored of a batch. */
  record StoredBatch(
      long number, byte[] chainHash, byte[] outcomes, long firstSequence, long lastSequence) {}

  private final BatchRequest request;
  private final Keys keys;
  private final boolean wide;
  private boolean begun;
  private Optional<StoredBatch> stored = Optional.empty();
  private final boolean hashIsKnown;
  private byte[] previousHash;
  private final Set<String> lockedGroups = new HashSet<>();
  private final Set<String> presentGroups = new HashSet<>();
  private final Set<TransferKey> claimed = new HashSet<>();
  private final Map<TransferKey, Transfer> transfers = new HashMap<>();
  private final Map<Long, Account> accounts = new HashMap<>();
  private Instant now = Instant.MIN;

  private FirstTrip(BatchRequest request, Optional<byte[]> previousHash, boolean wide) {
    this.request = request;
    this.keys = Keys.of(request);
    this.hashIsKnown = previousHash.isPresent();
    this.previousHash = previousHash.orElse(NO_HASH);
    this.wide = wide;
  }

  /**
   * Makes the trip.
   *
   * @param previousHash chain hash of the batch before, if the caller knows it; else it is read,
   *     and with it what is stored of this batch
   * @param wide whether the stored rows of claimed ids, and the conversions of claimed transfers,
   *     are searched for accounts too. They are few, and looking costs as much as locking: so only
   *     when a first trip has found such a one
   */
  static FirstTrip make(
      Connection connection, BatchRequest request, Optional<byte[]> previousHash, boolean wide)
      throws SQLException {
    FirstTrip trip = new FirstTrip(request, previousHash, wide);
    trip.pipeline(connection).run(connection);
    trip.requireEveryClaim();
    return trip;
  }

  /**
   * Whether the batch's row was new; false when the batch is stored already, or its stream is
   * closed.
   */
  boolean begun() {
    return begun;
  }

  /** The batch as committed before, if it was and has been looked for. */
  Optional<StoredBatch> stored() {
    return stored;
  }

  /**
   * Whether every settlement group concerned was locked before its transfers were, and every
   * account found.
   */
  boolean sawEverything() {
    return (wide || hasAccountsOfTransfers())
        && lockedGroups.containsAll(presentGroups)
        && transfers.values().stream()
            .flatMap(transfer -> transfer.determining().stream())
            .allMatch(lockedGroups::contains);
  }

  // A stored row numbered like a fresh claim would be taken for one, and be neither claimed nor
  // loaded.
  private void requireEveryClaim() {
    for (Transfer claim : request.claims()) {
      boolean found = claimed.contains(claim.key()) || transfers.containsKey(claim.key());
      if (begun && !found) {
        throw new IllegalStateException(
            "sequences of a stream must rise from batch to batch, not so at " + claim.prepared());
      }
    }
  }

  private boolean hasAccountsOfTransfers() {
    Set<Long> named = new HashSet<>();
    transfers.values().forEach(transfer -> addAccounts(named, transfer));
    named.remove(0L);
    return accounts.keySet().containsAll(named);
  }

  /** What was found. */
  LoadedBatch loaded(Optional<Instant> otherClock) {
    return new LoadedBatch(
        otherClock.orElse(now),
        previousHash,
        Set.copyOf(claimed),
        Map.copyOf(transfers),
        Map.copyOf(accounts));
  }

  private Pipeline pipeline(Connection connection) throws SQLException {
    Pipeline pipeline = new Pipeline();
    addBatch(pipeline);
    addGroups(pipeline, connection);
    addClaims(pipeline, connection);
    String wanted = keys.concernsGroups() ? FirstTripSql.LINKED_KEYS : FirstTripSql.PLAIN_KEYS;
    pipeline.add(
        wanted + FirstTripSql.LOCK_TRANSFERS,
        this::readTransfers,
        withKeys(connection, keys.all(), request.stream(), keys.firstClaimedSequence()));
    addAccounts(pipeline, connection, wanted);
    // Last, when everything is locked: so of two batches about the same rows the later one has the
    // later time.
    return pipeline.add(
        FirstTripSql.TIME_AND_GROUPS,
        this::readTimeAndGroups,
        texts(connection, keys.transferIds()));
  }

  private void addAccounts(Pipeline pipeline, Connection connection, String wanted)
      throws SQLException {
    Object named = accountArray(connection);
    if (!wide && keys.onlyPlainClaims()) {
      pipeline.add(FirstTripSql.LOCK_NAMED_ACCOUNTS, this::readAccounts, named);
    } else {
      pipeline.add(
          wanted + FirstTripSql.LOCK_ACCOUNTS,
          this::readAccounts,
          withKeys(connection, wide ? keys.all() : keys.touched(), named));
    }
  }

  private void addBatch(Pipeline pipeline) {
    pipeline.add(
        FirstTripSql.BEGIN_BATCH, rows -> begun = rows.next(), request.number(), request.stream());
    if (!hashIsKnown) {
      pipeline.add(
          FirstTripSql.LAST_BATCHES, this::readBatches, request.stream(), request.number());
    }
  }

  private void addGroups(Pipeline pipeline, Connection connection) throws SQLException {
    if (!request.groups().isEmpty()) {
      pipeline.add(FirstTripSql.CLAIM_GROUPS, texts(connection, new TreeSet<>(request.groups())));
    }
    if (keys.concernsGroups()) {
      pipeline.add(
          FirstTripSql.LOCK_LINKED_GROUPS,
          rows -> readTexts(rows, lockedGroups),
          texts(connection, keys.transferIds()),
          texts(connection, keys.conversionIds()));
    } else {
      pipeline.add(
          FirstTripSql.LOCK_GROUPS,
          rows -> readTexts(rows, lockedGroups),
          texts(connection, keys.transferIds()));
    }
  }

  private void addClaims(Pipeline pipeline, Connection connection) throws SQLException {
    List<ClaimRow> claims = ClaimRow.inKeyOrder(request.claims(), keys.probes());
    if (!claims.isEmpty()) {
      pipeline.add(
          FirstTripSql.CLAIM_TRANSFERS,
          this::readClaims,
          Column.arrays(connection, ClaimRow.COLUMNS, claims));
    }
    if (!keys.probes().isEmpty()) {
      pipeline.add(FirstTripSql.DELETE_PROBES, texts(connection, keys.probes()));
    }
  }

  private Object[] withKeys(Connection connection, List<TransferKey> asked, Object... more)
      throws SQLException {
    Object[] arrays = {
      texts(connection, asked.stream().map(TransferKey::id).toList()),
      connection.createArrayOf(
          "bool", asked.stream().map(TransferKey::conversion).toArray(Boolean[]::new)),
      texts(connection, keys.transferIds())
    };
    return Stream.of(arrays, more).flatMap(Stream::of).toArray();
  }

  private Object accountArray(Connection connection) throws SQLException {
    Set<Long> wanted = new TreeSet<>(request.accounts());
    request.claims().forEach(claim -> addAccounts(wanted, claim));
    return connection.createArrayOf("int8", wanted.toArray(Long[]::new));
  }

  private static void addAccounts(Set<Long> wanted, Transfer transfer) {
    addAccounts(wanted, transfer.source());
    transfer.target().ifPresent(leg -> addAccounts(wanted, leg));
    transfer.fee().ifPresent(leg -> addAccounts(wanted, leg));
  }

  private static void addAccounts(Set<Long> wanted, Leg leg) {
    wanted.add(leg.debtor());
    wanted.add(leg.creditor());
  }

  private static Object texts(Connection connection, Collection<String> texts) throws SQLException {
    return connection.createArrayOf("text", texts.toArray(String[]::new));
  }

  private void readBatches(ResultSet rows) throws SQLException {
    while (rows.next()) {
      long number = rows.getLong(1);
      byte[] hash = rows.getBytes(2);
      if (number < request.number()) {
        previousHash = hash;
      } else if (hash != null) {
        stored =
            Optional.of(
                new StoredBatch(number, hash, rows.getBytes(3), rows.getLong(4), rows.getLong(5)));
      }
    }
  }

  private void readClaims(ResultSet rows) throws SQLException {
    Set<TransferKey> asked = new HashSet<>();
    request.claims().forEach(claim -> asked.add(claim.key()));
    while (rows.next()) {
      TransferKey key = new TransferKey(rows.getString(1), rows.getBoolean(2));
      if (asked.contains(key)) {
        claimed.add(key);
      }
    }
  }

  private void readTransfers(ResultSet rows) throws SQLException {
    while (rows.next()) {
      Transfer transfer = TransferRows.read(rows);
      transfers.put(transfer.key(), transfer);
    }
  }

  private void readAccounts(ResultSet rows) throws SQLException {
    while (rows.next()) {
      Account account = AccountRows.read(rows);
      accounts.put(account.id(), account);
    }
  }

  private void readTimeAndGroups(ResultSet rows) throws SQLException {
    while (rows.next()) {
      now = Times.read(rows, 1);
      String group = rows.getString(2);
      if (group != null) {
        presentGroups.add(group);
      }
    }
  }

  private static void readTexts(ResultSet rows, Set<String> texts) throws SQLException {
    while (rows.next()) {
      texts.add(rows.getString(1));
    }
  }
}
