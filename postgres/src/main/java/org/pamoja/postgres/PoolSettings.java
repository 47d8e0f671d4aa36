package org.pamoja.postgres;

import java.time.Duration;

/**
 * How many connections a program holds and how long it waits for one.
 *
 * @param name shown in logs, metrics and the database's list of connections
 * @param connections most connections of the pool, 2 to 200; those of {@link Database#dedicated}
 *     come on top
 * @param waitWithin longest wait for a free connection before the caller gets an error, a quarter
 *     of a second or more
 * @param connectWithin longest wait for one server to accept a connection, a second or more
 */
public record PoolSettings(
    String name, int connections, Duration waitWithin, Duration connectWithin) {

  private static final Duration LEAST_WAIT = Duration.ofMillis(250);
  private static final Duration LEAST_CONNECT = Duration.ofSeconds(1);

  /**
   * Checks the numbers.
   *
   * @throws PostgresException when a number is outside its limits
   */
  public PoolSettings {
    if (connections < 2 || connections > 200) {
      throw new PostgresException(
          "connections must be between 2 and 200, not " + connections + ".");
    }
    if (waitWithin.compareTo(LEAST_WAIT) < 0 || connectWithin.compareTo(LEAST_CONNECT) < 0) {
      throw new PostgresException("The wait for a connection is too short.");
    }
  }

  /** Ten connections, five seconds for each wait. */
  public static PoolSettings named(String name) {
    return new PoolSettings(name, 10, Duration.ofSeconds(5), Duration.ofSeconds(5));
  }
}
