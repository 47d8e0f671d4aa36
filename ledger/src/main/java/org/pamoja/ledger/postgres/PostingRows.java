package org.pamoja.ledger.postgres;

import static org.pamoja.ledger.postgres.Column.bigint;
import static org.pamoja.ledger.postgres.Column.bool;
import static org.pamoja.ledger.postgres.Column.smallint;
import static org.pamoja.ledger.postgres.Column.text;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.pamoja.ledger.account.EntryType;
import org.pamoja.ledger.account.Posting;
import org.pamoja.ledger.transfer.TransferKey;

/** Rows of the table {@code posting}. */
final class PostingRows {

  static final List<Column<Posting>> ALL =
      List.of(
          text("transfer_id", p -> p.transfer().id()),
          bool("conversion", p -> p.transfer().conversion()),
          bigint("account_id", Posting::account),
          bool("debit", Posting::debit),
          bigint("amount", Posting::amount),
          bigint("window_id", Posting::window),
          smallint("entry", p -> p.entry().code()));

  /** Columns for {@link #read}, of a table known as p. */
  static final String SELECTED =
      "p.transfer_id, p.conversion, p.account_id, p.debit, p.amount, p.window_id, p.entry";

  private PostingRows() {}

  /** The posting in a row of {@link #SELECTED}. */
  static Posting read(ResultSet row) throws SQLException {
    return new Posting(
        new TransferKey(row.getString(1), row.getBoolean(2)),
        row.getLong(3),
        row.getBoolean(4),
        row.getLong(5),
        row.getLong(6),
        EntryType.of(row.getInt(7)));
  }
}
