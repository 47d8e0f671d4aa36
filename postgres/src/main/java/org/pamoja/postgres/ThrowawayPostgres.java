package org.pamoja.postgres;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server for tests and trials: one for the whole program, in a temporary directory, stopped and
 * deleted when the program ends. Each caller gets an empty database of its own, in milliseconds.
 *
 * <p>Threads may share it.
 */
public final class ThrowawayPostgres {

  private static final String PREFIX = "pamoja-throwaway-";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  // Guarded by the class.
  private static CompletableFuture<JdbcTarget> spare;

  private ThrowawayPostgres() {}

  /**
   * Hands out an empty database. The first call starts the server.
   *
   * @return how to reach it, as its owner and superuser
   * @throws PostgresException when the server cannot be started or refuses the database
   */
  public static synchronized JdbcTarget createDatabase() {
    CompletableFuture<JdbcTarget> made = spare == null ? inBackground() : spare;
    // Making one takes a few hundred milliseconds, so the next is made while this one is used.
    spare = null;
    try {
      JdbcTarget database = made.join();
      spare = inBackground();
      return database;
    } catch (CompletionException failure) {
      throw new PostgresException(
          "No temporary database: " + failure.getCause().getMessage(), failure);
    }
  }

  private static CompletableFuture<JdbcTarget> inBackground() {
    String name = "trial_" + NUMBER.incrementAndGet();
    return CompletableFuture.supplyAsync(() -> Holder.SERVER.database(name));
  }

  /**
   * The directory below which temporary servers may lie: one that every account may pass through,
   * since the server of root runs under another one.
   */
  static Path temporaryDirectory() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  /** Where PostgreSQL's programs are kept between runs: unpacking them takes seconds. */
  static Path sharedSoftware() {
    Path directory =
        temporaryDirectory().resolve("pamoja-software-" + System.getProperty("user.name"));
    try {
      if (!Files.exists(directory)) {
        Files.createDirectory(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
      }
      requireOurs(directory);
      return directory;
    } catch (IOException failure) {
      throw new PostgresException(directory + " cannot be used: " + failure, failure);
    }
  }

  // A temporary directory is everybody's: programs another user put there are not to be run.
  private static void requireOurs(Path directory) throws IOException {
    Path probe = Files.createTempFile(directory, ".owner", "");
    try {
      if (!Files.getOwner(directory).equals(Files.getOwner(probe))) {
        throw new PostgresException(directory + " belongs to another user. Remove it.");
      }
    } finally {
      Files.delete(probe);
    }
  }

  private static EmbeddedPostgres startOne() {
    try {
      deleteLeftBehind();
      Path home = Files.createTempDirectory(temporaryDirectory(), PREFIX);
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
      EmbeddedPostgres server = EmbeddedPostgres.start(settings(home), line -> {});
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server)));
      return server;
    } catch (IOException failure) {
      throw new PostgresException("No temporary server can be started: " + failure, failure);
    }
  }

  private static PostgresSettings settings(Path home) {
    return new PostgresSettings(
        home,
        sharedSoftware(),
        128,
        1_024,
        200,
        "",
        Duration.ofSeconds(60),
        Duration.ofSeconds(60),
        Duration.ofSeconds(10));
  }

  private static void end(EmbeddedPostgres server) {
    server.close();
    try {
      Trees.delete(server.home());
    } catch (IOException leftForNextTime) {
      // The next run deletes it.
    }
  }

  // A test run that was killed could not delete its server; one that still runs holds the lock.
  private static void deleteLeftBehind() throws IOException {
    try (DirectoryStream<Path> homes =
        Files.newDirectoryStream(temporaryDirectory(), PREFIX + "*")) {
      for (Path home : homes) {
        if (Files.isWritable(home) && isAbandoned(home)) {
          Trees.delete(home);
        }
      }
    }
  }

  private static boolean isAbandoned(Path home) {
    Path lock = new ServerFiles(home).lock();
    if (!Files.exists(lock)) {
      return false;
    }
    try (HomeLock ours = HomeLock.take(lock)) {
      return !isRunning(home) && ours != null;
    } catch (PostgresException inUse) {
      return false;
    }
  }

  private static boolean isRunning(Path home) {
    ServerFiles files = new ServerFiles(home);
    return PidFile.read(files.pidFile())
        .map(pidFile -> pidFile.isServerOf(files.data()))
        .orElse(false);
  }

  // Started on first use, once, whatever number of threads ask: the class loader sees to it.
  private static final class Holder {
    private static final EmbeddedPostgres SERVER = startOne();
  }
}
