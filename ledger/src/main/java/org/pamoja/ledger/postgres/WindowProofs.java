package org.pamoja.ledger.postgres;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.pamoja.ledger.account.EntryType;

/**
 * Checks that settlement windows come to what their transfers say. All methods throw {@link
 * org.pamoja.ledger.store.LedgerStoreException} when the database fails. Threads may share it; each
 * call blocks, and takes seconds for a million transfers.
 */
public final class WindowProofs {
  private final Queries queries;

  /** Proofs of the windows in the database behind {@code pool}. */
  public WindowProofs(DataSource pool) {
    this.queries = new Queries(pool);
  }

  private record Found(long window, WindowState state, WindowProof.Line line) {
    String text() {
      return "window %d, account %d of %s, %s: transfers come to %s, postings to %s%s"
          .formatted(
              window,
              line.account(),
              line.participant(),
              line.entry(),
              line.transfers(),
              line.posted(),
              line.flowed().map(flowed -> ", flows to " + flowed).orElse(""));
    }
  }

  /** Checks one window; empty when there is none of that number. */
  public Optional<WindowProof> prove(long window) {
    return queries.onSnapshot(connection -> prove(connection, window));
  }

  /**
   * Checks all windows.
   *
   * @return what does not agree, for people; at most {@link BooksProof#MOST_OF_A_KIND}
   */
  public List<String> discrepancies() {
    return queries
        .list(
            WindowProofSql.UNSOUND,
            WindowProofs::read,
            0L,
            Long.MAX_VALUE,
            BooksProof.MOST_OF_A_KIND)
        .stream()
        .map(Found::text)
        .toList();
  }

  private static Optional<WindowProof> prove(Connection connection, long window)
      throws SQLException {
    List<WindowState> state =
        Queries.list(
            connection,
            "select state from settlement_window where id = ?",
            row -> WindowState.valueOf(row.getString(1)),
            window);
    if (state.isEmpty()) {
      return Optional.empty();
    }
    List<Found> found =
        Queries.list(connection, WindowProofSql.OF_WINDOW, WindowProofs::read, window, window);
    List<WindowProof.Line> lines = found.stream().map(Found::line).toList();
    List<WindowProof.Sum> sums = sums(lines);
    return Optional.of(
        new WindowProof(window, state.getFirst(), lines, sums, discrepancies(found, sums)));
  }

  private static List<String> discrepancies(List<Found> found, List<WindowProof.Sum> sums) {
    List<String> texts =
        new ArrayList<>(found.stream().filter(it -> !it.line().agrees()).map(Found::text).toList());
    for (WindowProof.Sum sum : sums) {
      if (sum.net().signum() != 0) {
        texts.add(
            "%s %s: all accounts together come to %s, not to 0"
                .formatted(sum.currency(), sum.entry(), sum.net()));
      }
    }
    return texts;
  }

  private static List<WindowProof.Sum> sums(List<WindowProof.Line> lines) {
    Map<String, WindowProof.Sum> sums = new TreeMap<>();
    for (WindowProof.Line line : lines) {
      BigInteger debit = line.posted().max(BigInteger.ZERO);
      sums.merge(
          "%s %02d".formatted(line.currency(), line.entry().code()),
          new WindowProof.Sum(line.currency(), line.entry(), debit, line.posted()),
          (a, b) ->
              new WindowProof.Sum(
                  a.currency(), a.entry(), a.debits().add(b.debits()), a.net().add(b.net())));
    }
    return List.copyOf(sums.values());
  }

  private static Found read(ResultSet row) throws SQLException {
    return new Found(
        row.getLong(1),
        WindowState.valueOf(row.getString(2)),
        new WindowProof.Line(
            row.getLong(3),
            row.getString(4),
            row.getString(5),
            row.getString(6),
            EntryType.of(row.getInt(7)),
            AccountRows.whole(row, 8),
            AccountRows.whole(row, 9),
            Optional.ofNullable(row.getBigDecimal(10)).map(it -> it.toBigIntegerExact())));
  }
}
