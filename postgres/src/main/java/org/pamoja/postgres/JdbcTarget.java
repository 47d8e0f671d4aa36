package org.pamoja.postgres;

import java.util.Objects;

/**
 * A database to connect to: the embedded server's, or one that an operator names.
 *
 * @param url a PostgreSQL JDBC URL; several hosts with {@code targetServerType=primary} are allowed
 * @param user name to log in with
 * @param password its password; may be empty where the server asks for none
 */
public record JdbcTarget(String url, String user, String password) {

  private static final String SCHEME = "jdbc:postgresql:";

  /**
   * Checks what can be checked without connecting.
   *
   * @throws PostgresException when the URL is not a PostgreSQL JDBC URL
   */
  public JdbcTarget {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    if (!url.startsWith(SCHEME)) {
      throw new PostgresException(
          "A database URL must start with "
              + SCHEME
              + "//, this one does not: "
              + withoutQuery(url));
    }
  }

  /** The target without its password and without URL parameters, fit for logs. */
  @Override
  public String toString() {
    return "JdbcTarget[url=" + withoutQuery(url) + ", user=" + user + "]";
  }

  // Parameters may carry a password or the path of a key.
  private static String withoutQuery(String url) {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }
}
