package org.pamoja.postgres;

import java.nio.file.Path;

/**
 * The names of everything in a server's home.
 *
 * @param home the directory they lie in
 */
record ServerFiles(Path home) {

  /** PostgreSQL's data directory; belongs to the account the server runs under. */
  Path data() {
    return home.resolve("postgres");
  }

  /** Where initdb works until it has succeeded. */
  Path unfinishedData() {
    return home.resolve("postgres.unfinished");
  }

  /** Held locked by the one program that uses this home. */
  Path lock() {
    return home.resolve("postgres.lock");
  }

  /** The superuser's password, readable by its owner only. */
  Path password() {
    return home.resolve("postgres.password");
  }

  /** The port of the last start, used again when it is free. */
  Path port() {
    return home.resolve("postgres.port");
  }

  /** What the server printed before its own log began; overwritten by each start. */
  Path startLog() {
    return home.resolve("postgres-start.log");
  }

  /** The server's log, one file for each day of the week. */
  Path logs() {
    return home.resolve("postgres-log");
  }

  /** PostgreSQL's own lock file: process, start time, port and state. */
  Path pidFile() {
    return data().resolve("postmaster.pid");
  }
}
