package org.pamoja.ledger.postgres;

import static org.pamoja.ledger.postgres.Column.bigint;
import static org.pamoja.ledger.postgres.Column.bool;
import static org.pamoja.ledger.postgres.Column.integer;
import static org.pamoja.ledger.postgres.Column.optionalText;
import static org.pamoja.ledger.postgres.Column.smallint;
import static org.pamoja.ledger.postgres.Column.text;
import static org.pamoja.ledger.postgres.Column.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pamoja.ledger.event.EventPointer;
import org.pamoja.ledger.transfer.Failure;
import org.pamoja.ledger.transfer.Leg;
import org.pamoja.ledger.transfer.Transfer;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferKind;
import org.pamoja.ledger.transfer.TransferState;

/** Rows of the table {@code transfer}. */
final class TransferRows {

  /** What identifies the row. */
  static final List<Column<Transfer>> KEY =
      List.of(
          text("transfer_id", t -> t.key().id()), bool("conversion", t -> t.key().conversion()));

  /** What the first message said; fixed once the id is claimed. */
  private static final List<Column<Transfer>> FIXED =
      List.of(
          optionalText("condition", Transfer::condition),
          time("expiration", t -> Optional.of(t.expiration())),
          optionalText("determining", Transfer::determining),
          text("prepare_hash", Transfer::prepareHash),
          integer("prepared_stream", t -> t.prepared().stream()),
          bigint("prepared_sequence", t -> t.prepared().sequence()),
          bigint("fee_amount", t -> t.fee().map(Leg::amount).orElse(null)),
          bigint("fee_debtor", t -> t.fee().map(Leg::debtor).orElse(null)),
          bigint("fee_creditor", t -> t.fee().map(Leg::creditor).orElse(null)));

  /** What decisions change. */
  private static final List<Column<Transfer>> CHANGING =
      List.of(
          smallint("kind", t -> t.kind().code()),
          smallint("state", t -> t.state().code()),
          text("payer", Transfer::payer),
          text("payee", Transfer::payee),
          text("currency", t -> t.source().currency()),
          bigint("amount", t -> amount(t.source())),
          bigint("debtor", t -> t.source().debtor()),
          bigint("creditor", t -> t.source().creditor()),
          optionalText("target_currency", t -> t.target().map(Leg::currency)),
          bigint("target_amount", t -> t.target().map(TransferRows::amount).orElse(null)),
          bigint("target_debtor", t -> t.target().map(Leg::debtor).orElse(null)),
          bigint("target_creditor", t -> t.target().map(Leg::creditor).orElse(null)),
          optionalText("fulfil_hash", Transfer::fulfilHash),
          optionalText("error_hash", Transfer::errorHash),
          optionalText("fulfilment", Transfer::fulfilment),
          time("completed_at", Transfer::completedAt),
          optionalText("error_code", t -> t.failure().map(Failure::code)),
          optionalText("error_description", t -> t.failure().map(Failure::description)),
          optionalText("extensions", Transfer::extensions),
          integer("outcome_stream", t -> t.outcome().map(EventPointer::stream).orElse(null)),
          bigint("outcome_sequence", t -> t.outcome().map(EventPointer::sequence).orElse(null)));

  static final List<Column<Transfer>> ALL =
      Stream.of(KEY, FIXED, CHANGING).flatMap(List::stream).toList();

  static final List<Column<Transfer>> KEY_AND_CHANGING =
      Stream.of(KEY, CHANGING).flatMap(List::stream).toList();

  /** Columns for {@link #read}, of a table known as t. */
  static final String SELECTED =
      """
      t.transfer_id, t.conversion, t.kind, t.state, t.payer, t.payee, t.currency, t.amount, t.debtor, \
      t.creditor, t.target_currency, t.target_amount, t.target_debtor, t.target_creditor, t.condition, \
      t.expiration, t.determining, t.prepare_hash, t.fulfil_hash, t.error_hash, t.fulfilment, t.completed_at, \
      t.error_code, t.error_description, t.extensions, t.prepared_stream, t.prepared_sequence, \
      t.outcome_stream, t.outcome_sequence, t.fee_amount, t.fee_debtor, t.fee_creditor""";

  private TransferRows() {}

  /** Whether {@code now} differs from {@code before} only in what an update writes. */
  static boolean sameIdentity(Transfer before, Transfer now) {
    return before.key().equals(now.key())
        && before.condition().equals(now.condition())
        && before.expiration().equals(now.expiration())
        && before.determining().equals(now.determining())
        && before.prepareHash().equals(now.prepareHash())
        && before.prepared().equals(now.prepared())
        && before.fee().equals(now.fee());
  }

  /** The transfer in a row of {@link #SELECTED}. */
  static Transfer read(ResultSet row) throws SQLException {
    return new Transfer(
        new TransferKey(row.getString(1), row.getBoolean(2)),
        TransferKind.of(row.getInt(3)),
        TransferState.of(row.getInt(4)),
        row.getString(5),
        row.getString(6),
        leg(row, 7),
        row.getString(11) == null ? Optional.empty() : Optional.of(leg(row, 11)),
        fee(row),
        optional(row, 15),
        Times.read(row, 16),
        optional(row, 17),
        row.getString(18),
        optional(row, 19),
        optional(row, 20),
        optional(row, 21),
        Optional.ofNullable(Times.read(row, 22)),
        optional(row, 23).isEmpty()
            ? Optional.empty()
            : Optional.of(new Failure(row.getString(23), row.getString(24))),
        optional(row, 25),
        new EventPointer(row.getInt(26), row.getLong(27)),
        outcome(row));
  }

  private static Leg leg(ResultSet row, int first) throws SQLException {
    long amount = row.getLong(first + 1);
    if (row.wasNull()) {
      amount = -1;
    }
    return new Leg(row.getString(first), amount, row.getLong(first + 2), row.getLong(first + 3));
  }

  private static Optional<Leg> fee(ResultSet row) throws SQLException {
    long amount = row.getLong(30);
    return row.wasNull()
        ? Optional.empty()
        : Optional.of(new Leg(row.getString(7), amount, row.getLong(31), row.getLong(32)));
  }

  private static Optional<EventPointer> outcome(ResultSet row) throws SQLException {
    int stream = row.getInt(28);
    return row.wasNull()
        ? Optional.empty()
        : Optional.of(new EventPointer(stream, row.getLong(29)));
  }

  private static Optional<String> optional(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  // An amount too large for a long is kept as NULL: it was never reserved, nobody calculates with
  // it.
  private static Long amount(Leg leg) {
    return leg.amount() < 0 ? null : leg.amount();
  }
}
