package org.pamoja.app;

import java.nio.file.Path;
import org.pamoja.postgres.EmbeddedPostgres;
import org.pamoja.postgres.JdbcTarget;
import org.pamoja.postgres.PostgresSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database a hub works on: the one an operator names, else an embedded one. */
final class HubDatabase {

  private static final Logger LOG = LoggerFactory.getLogger(HubDatabase.class);

  private HubDatabase() {}

  /**
   * Says where the database is, and starts it where it is ours.
   *
   * @param named the options that name one; null when none was given
   * @param data home of the embedded server
   */
  static JdbcTarget open(Foreground foreground, DatabaseOptions named, Path data) throws Exception {
    return named != null ? named.target() : embedded(foreground, data).target();
  }

  /** Starts an embedded server; the command ends when the server is lost. */
  static EmbeddedPostgres embedded(Foreground foreground, Path data) throws Exception {
    EmbeddedPostgres postgres =
        foreground.open(() -> EmbeddedPostgres.start(PostgresSettings.in(data), LOG::info));
    postgres.lost().thenAccept(foreground::fail);
    return postgres;
  }
}
