package org.pamoja.postgres;

import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings a database's tables up to date. Programs that start at the same time take turns.
 *
 * <p>Each module brings SQL in its own range of numbers, and all share one history.
 */
final class Migrations {

  private static final String HISTORY = "schema_history";

  private Migrations() {}

  static void run(DataSource database, List<String> folders) {
    try {
      Flyway.configure()
          .dataSource(database)
          .locations(folders.toArray(String[]::new))
          .failOnMissingLocations(true)
          .loggers("slf4j")
          .table(HISTORY)
          .baselineOnMigrate(false)
          // A module's next number is often below another's last one.
          .outOfOrder(true)
          // During an upgrade the older version still starts on tables the newer one has extended:
          // migrations it does not know are the newer one's, not lost ones.
          .ignoreMigrationPatterns("*:missing", "*:future")
          .cleanDisabled(true)
          .load()
          .migrate();
    } catch (FlywayException failure) {
      throw new PostgresException(
          "The database's tables cannot be brought up to date: " + failure.getMessage(), failure);
    }
  }
}
