package org.pamoja.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;

/**
 * A temporary home for a server, deleted with whatever is in it.
 *
 * <p>JUnit's own temporary directories are closed to other accounts, and the server of root runs
 * under one.
 */
final class Homes implements AutoCloseable {

  private final Path directory;

  Homes() throws IOException {
    directory = Files.createTempDirectory(ThrowawayPostgres.temporaryDirectory(), "pamoja-home-");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
  }

  Path directory() {
    return directory;
  }

  ServerFiles files() {
    return new ServerFiles(directory);
  }

  EmbeddedPostgres start() {
    return start(directory, line -> {});
  }

  EmbeddedPostgres start(Consumer<String> progress) {
    return start(directory, progress);
  }

  static EmbeddedPostgres start(Path home, Consumer<String> progress) {
    return EmbeddedPostgres.start(
        PostgresSettings.in(home).withSoftware(ThrowawayPostgres.sharedSoftware()), progress);
  }

  @Override
  public void close() throws IOException {
    Trees.delete(directory);
  }
}
