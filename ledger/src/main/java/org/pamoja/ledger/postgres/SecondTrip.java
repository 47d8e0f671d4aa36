package org.pamoja.ledger.postgres;

import static org.pamoja.ledger.postgres.Column.bool;
import static org.pamoja.ledger.postgres.Column.text;
import static org.pamoja.ledger.postgres.Column.time;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.store.BatchChanges;
import org.pamoja.ledger.store.BatchRequest;
import org.pamoja.ledger.store.LoadedBatch;
import org.pamoja.ledger.transfer.Transfer;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferState;

/** Round trip 2 of a batch: everything it writes, one statement for each table, and the commit. */
final class SecondTrip {

  private static final String UPDATE_TRANSFERS =
      update("transfer", TransferRows.KEY_AND_CHANGING, TransferRows.KEY.size(), "");

  // The time goes to every account row that a batch writes; it is the batch's, not the statement's.
  private static final String UPDATE_ACCOUNTS =
      update("account", AccountRows.KEY_AND_CHANGING, 1, ", changed_at = ?::timestamptz");

  private static final List<Column<Transfer>> DUE =
      List.of(
          time("due_minute", t -> Optional.of(t.expiration().truncatedTo(ChronoUnit.MINUTES))),
          text("transfer_id", t -> t.key().id()),
          bool("conversion", t -> t.key().conversion()),
          Column.integer("stream_id", t -> t.prepared().stream()));

  private static final List<Column<Transfer>> MEMBER =
      List.of(
          Column.optionalText("determining_transfer_id", Transfer::determining),
          text("conversion_id", t -> t.key().id()));

  private static final String INSERT_DUE = Column.insert("due", DUE);
  private static final String INSERT_MEMBERS = Column.insert("settlement_group_member", MEMBER);
  // Their time is the batch's, and the same for all.
  private static final String INSERT_POSTINGS =
      "insert into posting (%s, at) select *, ?::timestamptz from %s"
          .formatted(Column.names(PostingRows.ALL), Column.unnest(PostingRows.ALL));
  private static final String INSERT_EVENTS = Column.insert("event", EventRows.ALL);

  private static final String COMPLETE_BATCH =
      """
      update batch set at = ?::timestamptz, chain_hash = ?, outcomes = ?, first_sequence = ?, last_sequence = ?
        where stream_id = ? and batch_number = ?""";
  private static final String COMPLETE_BATCH_WITHOUT_EVENTS =
      """
      update batch set at = ?::timestamptz, chain_hash = ?, outcomes = ?
        where stream_id = ? and batch_number = ?""";

  private SecondTrip() {}

  /** Makes the trip; when it returns the batch is committed. */
  static void make(
      Connection connection, BatchRequest request, LoadedBatch loaded, BatchChanges changes)
      throws SQLException {
    requireSameIdentities(request, loaded, changes);
    Pipeline pipeline = new Pipeline();
    add(pipeline, connection, UPDATE_TRANSFERS, TransferRows.KEY_AND_CHANGING, changes.transfers());
    List<Transfer> due =
        changes.due().stream().filter(t -> !t.expiration().equals(Instant.MAX)).toList();
    add(pipeline, connection, INSERT_DUE, DUE, due);
    add(pipeline, connection, INSERT_MEMBERS, MEMBER, newMembers(request, loaded, changes));
    if (!changes.postings().isEmpty()) {
      pipeline.add(INSERT_POSTINGS, timed(connection, loaded, PostingRows.ALL, changes.postings()));
    }
    if (!changes.accounts().isEmpty()) {
      pipeline.add(
          UPDATE_ACCOUNTS,
          timed(connection, loaded, AccountRows.KEY_AND_CHANGING, changes.accounts()));
    }
    add(pipeline, connection, INSERT_EVENTS, EventRows.ALL, changes.events());
    addBatch(pipeline, request, loaded, changes);
    pipeline.add("commit").run(connection);
  }

  /** The batch's time, then the rows' columns. */
  private static <T> Object[] timed(
      Connection connection, LoadedBatch loaded, List<Column<T>> columns, List<T> rows)
      throws SQLException {
    List<Object> values = new ArrayList<>(List.of(Column.arrays(connection, columns, rows)));
    values.addFirst(Times.text(loaded.now()));
    return values.toArray();
  }

  // The update leaves out what the claim fixed; a decision that changed it would be lost without a
  // word.
  private static void requireSameIdentities(
      BatchRequest request, LoadedBatch loaded, BatchChanges changes) {
    Map<TransferKey, Transfer> before = new HashMap<>(loaded.transfers());
    request.claims().stream()
        .filter(claim -> loaded.claimed().contains(claim.key()))
        .forEach(claim -> before.put(claim.key(), claim));
    for (Transfer transfer : changes.transfers()) {
      Transfer known = before.get(transfer.key());
      if (known == null || !TransferRows.sameIdentity(known, transfer)) {
        throw new IllegalStateException("no row to be changed into " + transfer);
      }
    }
  }

  private static <T> void add(
      Pipeline pipeline, Connection connection, String sql, List<Column<T>> columns, List<T> rows)
      throws SQLException {
    if (!rows.isEmpty()) {
      pipeline.add(sql, Column.arrays(connection, columns, rows));
    }
  }

  private static void addBatch(
      Pipeline pipeline, BatchRequest request, LoadedBatch loaded, BatchChanges changes) {
    String at = Times.text(loaded.now());
    byte[] outcomes = OutcomeCodec.encode(changes.outcomes());
    List<Event> events = changes.events();
    if (events.isEmpty()) {
      pipeline.add(
          COMPLETE_BATCH_WITHOUT_EVENTS,
          at,
          changes.chainHash(),
          outcomes,
          request.stream(),
          request.number());
      return;
    }
    pipeline.add(
        COMPLETE_BATCH,
        at,
        changes.chainHash(),
        outcomes,
        events.getFirst().pointer().sequence(),
        events.getLast().pointer().sequence(),
        request.stream(),
        request.number());
  }

  /**
   * Conversions that joined their group in this batch: those it claimed and did not at once refuse.
   * Refused ones are of no concern to the transfer, and anybody could add any number of them.
   */
  private static List<Transfer> newMembers(
      BatchRequest request, LoadedBatch loaded, BatchChanges changes) {
    if (request.groups().isEmpty()) {
      return List.of();
    }
    Map<TransferKey, Transfer> corrected = new HashMap<>();
    changes.transfers().forEach(transfer -> corrected.put(transfer.key(), transfer));
    return request.claims().stream()
        .filter(claim -> claim.determining().isPresent() && loaded.claimed().contains(claim.key()))
        .map(claim -> corrected.getOrDefault(claim.key(), claim))
        .filter(claim -> wasTaken(claim.state()))
        .toList();
  }

  /** A conversion that ended in the batch it came in still tells its transfer that it failed. */
  private static boolean wasTaken(TransferState state) {
    return state != TransferState.INVALID
        && state != TransferState.ABORTED_REJECTED
        && state != TransferState.EXPIRED_PREPARED;
  }

  /** An update of any number of rows by their first {@code keys} columns. */
  private static <T> String update(
      String table, List<Column<T>> columns, int keys, String alsoSet) {
    StringBuilder set = new StringBuilder();
    StringBuilder where = new StringBuilder();
    for (int index = 0; index < columns.size(); index++) {
      String name = columns.get(index).name();
      if (index < keys) {
        where.append(index == 0 ? "" : " and ").append("r.%s = n.%s".formatted(name, name));
      } else {
        set.append(index == keys ? "" : ", ").append("%s = n.%s".formatted(name, name));
      }
    }
    String names = Column.names(columns);
    String values = Column.unnest(columns);
    return "update %s r set %s from %s as n (%s) where %s"
        .formatted(
            table,
            alsoSet.isEmpty() ? set : alsoSet.substring(2) + ", " + set,
            values,
            names,
            where);
  }
}
