package org.pamoja.ledger.postgres;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.pamoja.ledger.account.EntryType;

/**
 * What closed windows come to: the sums between each two accounts, by kind of entry. Turnovers, net
 * amounts, contents and the bilateral matrix all follow from them.
 *
 * <p>Only entries that windows count are in them ({@link EntryType#isCountedByWindows()}). The
 * principal of a transfer that was settled gross is in them twice, as PRINCIPLE_VALUE and taken
 * back as GROSS_SETTLEMENT, so that the net of a POSITION account over all entries is what is left
 * to settle, whatever the model was when a transfer was prepared.
 *
 * <p>Threads may share it; each call blocks.
 */
public final class WindowFlows {

  /**
   * What flowed from one account to another in a window.
   *
   * @param window number of the window
   * @param debtor account that was debited
   * @param creditor account that was credited
   * @param entry kind of entry
   * @param currency currency code of both accounts
   * @param amount sum in minor units, positive
   * @param transfers how many transfers and conversions make it up
   */
  public record Flow(
      long window,
      long debtor,
      long creditor,
      EntryType entry,
      String currency,
      BigInteger amount,
      long transfers) {}

  /**
   * What one account saw in a window.
   *
   * @param window number of the window
   * @param account number of the account
   * @param participantId number of the participant it belongs to
   * @param participant its name
   * @param type ledger account type
   * @param currency currency code
   * @param entry kind of entry
   * @param debits sum of the debits in minor units
   * @param credits sum of the credits
   * @param transfers how many entries make them up
   */
  public record Turnover(
      long window,
      long account,
      int participantId,
      String participant,
      String type,
      String currency,
      EntryType entry,
      BigInteger debits,
      BigInteger credits,
      long transfers) {

    /** Debits less credits: positive when the participant owes, negative when it is owed. */
    public BigInteger net() {
      return debits.subtract(credits);
    }
  }

  private final Queries queries;

  /** The flows in the database behind {@code pool}. */
  public WindowFlows(DataSource pool) {
    this.queries = new Queries(pool);
  }

  /**
   * Sums up and stores the flows of a window, from its postings alone. To be called once, by who
   * has taken the window ({@link SettlementWindows#takeProcessing}).
   *
   * @return how many flows there are
   */
  public int compute(Connection connection, long window) throws SQLException {
    return Queries.update(connection, FlowSql.COMPUTE, window);
  }

  /** The same sums of a window in any state, from its postings, not stored. */
  public List<Flow> reckon(long window) {
    return queries.list(FlowSql.RECKON + " order by 2, 3, 4", WindowFlows::readFlow, window);
  }

  /** The stored flows of these windows, by window, debtor, creditor and entry. */
  public List<Flow> flows(Collection<Long> windows) {
    return queries.onSnapshot(connection -> flows(connection, windows));
  }

  /** The same in the caller's transaction. */
  public List<Flow> flows(Connection connection, Collection<Long> windows) throws SQLException {
    return Queries.list(
        connection, FlowSql.FLOWS, WindowFlows::readFlow, numbers(connection, windows));
  }

  /** The turnovers of these windows from their stored flows, by window, account and entry. */
  public List<Turnover> turnovers(Collection<Long> windows) {
    return queries.onSnapshot(connection -> turnovers(connection, windows));
  }

  /** The same in the caller's transaction. */
  public List<Turnover> turnovers(Connection connection, Collection<Long> windows)
      throws SQLException {
    return Queries.list(
        connection, FlowSql.TURNOVERS, WindowFlows::readTurnover, numbers(connection, windows));
  }

  private static Object numbers(Connection connection, Collection<Long> windows)
      throws SQLException {
    return connection.createArrayOf("int8", windows.toArray());
  }

  private static Flow readFlow(ResultSet row) throws SQLException {
    return new Flow(
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        EntryType.of(row.getInt(4)),
        row.getString(5),
        AccountRows.whole(row, 6),
        row.getLong(7));
  }

  private static Turnover readTurnover(ResultSet row) throws SQLException {
    return new Turnover(
        row.getLong(1),
        row.getLong(2),
        row.getInt(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        EntryType.of(row.getInt(7)),
        AccountRows.whole(row, 8),
        AccountRows.whole(row, 9),
        row.getLong(10));
  }
}
