package org.pamoja.postgres;

/**
 * A failure of the database process, of its files or of a connection to it.
 *
 * <p>The message is written for the person who started the program: it names the file, directory or
 * address and says what to do.
 */
public final class PostgresException extends RuntimeException {

  /** A failure that needs no further cause to be understood. */
  public PostgresException(String message) {
    super(message);
  }

  /** A failure with the exception that brought it about. */
  public PostgresException(String message, Throwable cause) {
    super(message, cause);
  }
}
