package org.pamoja.hub.delivery;

import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.postgres.Database;
import org.pamoja.postgres.PoolSettings;
import org.pamoja.postgres.ThrowawayPostgres;

/** A real database with the hub's tables. */
final class TestDatabase implements AutoCloseable {
  private final Database database =
      Database.open(
          ThrowawayPostgres.createDatabase(),
          PoolSettings.named("delivery-test"),
          List.of("classpath:org/pamoja/ledger/db", "classpath:org/pamoja/hub/db"));
  private final Jdbi jdbi = Jdbi.create(database.pool());

  DeliveryStore store() {
    return new PostgresDeliveryStore(jdbi);
  }

  Jdbi jdbi() {
    return jdbi;
  }

  void clear() {
    jdbi.useHandle(handle -> handle.execute("truncate undelivered, delivery_alarm"));
  }

  /** Rows that are still tried. */
  long rows() {
    return count("not dead");
  }

  long deadRows() {
    return count("dead");
  }

  long count(String condition) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select count(*) from undelivered where " + condition)
                .mapTo(Long.class)
                .one());
  }

  @Override
  public void close() {
    database.close();
  }
}
