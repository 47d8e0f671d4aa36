package org.pamoja.hub.health;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the database takes writes and agrees with this node on the time. A node whose clock is
 * off by more than a second would misjudge expirations (architecture, decision 18). Threads may
 * share it.
 */
public final class DatabaseProbe implements Callable<Boolean> {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseProbe.class);
  private static final Duration MAX_DIFFERENCE = Duration.ofSeconds(1);
  private static final int TIMEOUT_SECONDS = 1;

  private final DataSource pool;
  private final InstantSource clock;

  /**
   * A probe through the pool that everybody uses: an exhausted pool is no working database either.
   */
  public DatabaseProbe(DataSource pool, InstantSource clock) {
    this.pool = pool;
    this.clock = clock;
  }

  @Override
  public Boolean call() throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(TIMEOUT_SECONDS);
      Instant before = clock.instant();
      try (ResultSet row =
          statement.executeQuery("SELECT clock_timestamp(), pg_is_in_recovery()")) {
        row.next();
        Instant database = row.getObject(1, OffsetDateTime.class).toInstant();
        return !row.getBoolean(2) && agrees(before, database, clock.instant());
      }
    }
  }

  private static boolean agrees(Instant before, Instant database, Instant after) {
    boolean agrees =
        database.isAfter(before.minus(MAX_DIFFERENCE))
            && database.isBefore(after.plus(MAX_DIFFERENCE));
    if (!agrees) {
      LOG.warn(
          "This node's clock ({}) is more than a second off the database's ({})", after, database);
    }
    return agrees;
  }
}
