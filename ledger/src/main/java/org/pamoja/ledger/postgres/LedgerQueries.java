package org.pamoja.ledger.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.Posting;
import org.pamoja.ledger.transfer.Transfer;
import org.pamoja.ledger.transfer.TransferKey;

/**
 * Reads the ledger without locking anything. All methods throw {@link
 * org.pamoja.ledger.store.LedgerStoreException} when the database fails. Threads may share it; each
 * call blocks and borrows a connection.
 */
public final class LedgerQueries {
  private static final String ACCOUNT = "select " + AccountRows.SELECTED + " from account a ";

  private final Queries queries;

  /** Queries that borrow their connections from {@code pool}. */
  public LedgerQueries(DataSource pool) {
    this.queries = new Queries(pool);
  }

  /** A transfer or conversion. */
  public Optional<Transfer> transfer(TransferKey key) {
    return queries.one(
        "select "
            + TransferRows.SELECTED
            + " from transfer t where t.transfer_id = ? and t.conversion = ? and t.state <> 0",
        TransferRows::read,
        key.id(),
        key.conversion());
  }

  /** An account by its number. */
  public Optional<Account> account(long id) {
    return queries.one(ACCOUNT + "where a.account_id = ?", AccountRows::read, id);
  }

  /** A participant's accounts, in id order. */
  public List<Account> accountsOf(int participantId) {
    return queries.list(
        ACCOUNT + "where a.participant_id = ? order by a.account_id",
        AccountRows::read,
        participantId);
  }

  /** All accounts, in id order. */
  public List<Account> accounts() {
    return queries.list(ACCOUNT + "order by a.account_id", AccountRows::read);
  }

  /** The entries a transfer posted, debits before credits of an account. */
  public List<Posting> postings(TransferKey key) {
    // Each window's part of the key is looked at; there is no index by transfer alone.
    return queries.list(
        "select "
            + PostingRows.SELECTED
            + "\n"
            + """
            from settlement_window w join posting p on p.window_id = w.id
              where p.transfer_id = ? and p.conversion = ? order by p.account_id, p.debit desc""",
        PostingRows::read,
        key.id(),
        key.conversion());
  }

  /** Checks that everything adds up. Reads all transfers and postings: seconds for millions. */
  public BooksProof proveBooks() {
    return queries.onSnapshot(LedgerQueries::proveBooks);
  }

  private static List<String> checks() {
    return Stream.of(ProofSql.CHECKS, SettlementProofSql.CHECKS).flatMap(List::stream).toList();
  }

  private static BooksProof proveBooks(Connection connection) throws SQLException {
    List<BooksProof.Total> totals =
        Queries.list(
            connection,
            ProofSql.TOTALS,
            row ->
                new BooksProof.Total(
                    row.getString(1),
                    AccountRows.whole(row, 2),
                    AccountRows.whole(row, 3),
                    AccountRows.whole(row, 4)));
    List<String> discrepancies = new ArrayList<>();
    for (String check : checks()) {
      discrepancies.addAll(
          Queries.list(
              connection, check + " limit " + BooksProof.MOST_OF_A_KIND, row -> row.getString(1)));
    }
    return new BooksProof(totals, discrepancies);
  }
}
