package org.pamoja.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.pamoja.postgres.JdbcTarget;
import org.pamoja.postgres.PostgresException;
import picocli.CommandLine.Option;

/** The options that name a database which is installed elsewhere. */
final class DatabaseOptions {

  @Option(
      names = "--database-url",
      required = true,
      paramLabel = "JDBC",
      description =
          "A PostgreSQL database to use instead of the embedded one, such as"
              + " jdbc:postgresql://db1,db2/hub?targetServerType=primary")
  private String url;

  @Option(
      names = "--database-user",
      defaultValue = "pamoja",
      paramLabel = "NAME",
      description = "User of that database; pamoja by default.")
  private String user;

  @Option(
      names = "--database-password-file",
      paramLabel = "FILE",
      description =
          "File that holds the user's password. There is no option for the password"
              + " itself, since others can read a command line.")
  private Path passwordFile;

  JdbcTarget target() {
    return new JdbcTarget(
        url, user, Optional.ofNullable(passwordFile).map(DatabaseOptions::read).orElse(""));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException failure) {
      throw new PostgresException(
          "The password file " + file + " cannot be read: " + failure, failure);
    }
  }
}
