package org.pamoja.ledger.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the daily partitions of history and due times ahead of time, so that nothing lands in the
 * default partitions, and drops due times that are over. To be called at start and once a day, by
 * any number of nodes.
 *
 * <p>Threads may share it; each call blocks.
 */
public final class PartitionMaintenance {
  private static final Logger LOGGER = LoggerFactory.getLogger(PartitionMaintenance.class);

  /** Today and the days that follow. Funds withdrawn fall due after five days. */
  private static final int DAYS_AHEAD = 8;

  /**
   * Making a partition stops all writers of the table: rather try again later than hold them up.
   */
  private static final String PATIENCE = "set lock_timeout = '2s'";

  // What stood in the default partition already when the day's own was to be made, another node was
  // first, or the wait was too long.
  private static final List<String> HARMLESS = List.of("23514", "42P07", "23505", "55P03");

  private final Queries queries;
  private final DataSource pool;

  /** Maintenance of the database behind {@code pool}. */
  public PartitionMaintenance(DataSource pool) {
    this.pool = pool;
    this.queries = new Queries(pool);
  }

  /**
   * Makes what is missing.
   *
   * @return how many partitions were made
   */
  public int run() {
    LocalDate today =
        queries
            .one(
                "select (clock_timestamp() at time zone 'UTC')::date",
                row -> row.getObject(1, LocalDate.class))
            .orElseThrow();
    int made = 0;
    try (Connection connection = pool.getConnection()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(PATIENCE);
        for (int ahead = 0; ahead < DAYS_AHEAD; ahead++) {
          LocalDate day = today.plusDays(ahead);
          made += make(statement, "event", day, " with (toast_tuple_target = 8160)");
          made += make(statement, "due", day, "");
        }
        dropSwept(connection, statement);
      } finally {
        reset(connection);
      }
    } catch (SQLException failure) {
      throw SqlFailures.wrap("partitions cannot be made", failure);
    }
    return made;
  }

  private static int make(Statement statement, String table, LocalDate day, String options)
      throws SQLException {
    String name = table + "_" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
    if (exists(statement.getConnection(), name)) {
      return 0;
    }
    return unlessHindered(
        statement,
        "create table %s partition of %s for values from ('%s 00:00+00') to ('%s 00:00+00')%s"
            .formatted(name, table, day, day.plusDays(1), options));
  }

  // All minutes before the cursor are known to be without open reservations.
  private static void dropSwept(Connection connection, Statement statement) throws SQLException {
    List<String> swept =
        Queries.list(
            connection,
            """
            select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
              where i.inhparent = 'due'::regclass and c.relname ~ '^due_[0-9]{8}$'
                and to_date(substr(c.relname, 5), 'YYYYMMDD') + 2 <
                  (select (minute at time zone 'UTC')::date from due_cursor where minute > '-infinity')""",
            row -> row.getString(1));
    for (String name : swept) {
      unlessHindered(statement, "drop table if exists " + name);
    }
  }

  private static int unlessHindered(Statement statement, String change) throws SQLException {
    try {
      statement.execute(change);
      return 1;
    } catch (SQLException failure) {
      if (!HARMLESS.contains(failure.getSQLState())) {
        throw failure;
      }
      LOGGER.info("not done this time: {}: {}", change, failure.getMessage());
      return 0;
    }
  }

  private static boolean exists(Connection connection, String name) throws SQLException {
    return Queries.list(
            connection, "select to_regclass(?) is not null", row -> row.getBoolean(1), name)
        .getFirst();
  }

  private static void reset(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("reset lock_timeout");
    }
  }
}
