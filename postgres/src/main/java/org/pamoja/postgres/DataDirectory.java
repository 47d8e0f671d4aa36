package org.pamoja.postgres;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** PostgreSQL's data directory and the password that belongs to it. */
final class DataDirectory {

  /** Name of the superuser initdb makes. */
  static final String USER = "pamoja";

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final int PASSWORD_BYTES = 24;
  private static final int INITDB_MINUTES = 5;

  private static final String NO_SUCH_USER = "could not look up effective user ID";

  // pg_control begins with the system's identifier (8 bytes) and two versions (4 each).
  private static final int CONTROL_STATE_OFFSET = 16;
  private static final int STATE_SHUT_DOWN = 1;

  private final ServerFiles files;
  private final ServerAccount account;
  private final Software software;
  private final String majorVersion;

  DataDirectory(ServerFiles files, ServerAccount account, Software software, String majorVersion) {
    this.files = files;
    this.account = account;
    this.software = software;
    this.majorVersion = majorVersion;
  }

  boolean exists() {
    return Files.exists(files.data());
  }

  /**
   * Refuses data this program cannot work with, before anything touches it.
   *
   * @throws PostgresException when the data is another major version's, or is no PostgreSQL data
   */
  void requireUsable() {
    Path versionFile = files.data().resolve("PG_VERSION");
    try {
      if (!Files.exists(versionFile)) {
        throw new PostgresException(
            files.data() + " holds no PostgreSQL data. Move it away, or choose another directory.");
      }
      String found = Files.readString(versionFile).strip();
      if (!found.equals(majorVersion)) {
        throw new PostgresException(otherVersion(found));
      }
    } catch (IOException failure) {
      throw new PostgresException(versionFile + " cannot be read: " + failure, failure);
    }
  }

  /**
   * Makes a fresh data directory with a new random password. It gets its name only when complete,
   * so a start that is cut short leaves nothing a later one could mistake for data.
   *
   * @throws PostgresException when initdb fails
   */
  void create() {
    try {
      Path unfinished = files.unfinishedData();
      Trees.delete(unfinished);
      Files.createDirectory(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      account.own(unfinished);
      writePassword(newPassword());
      initialise(unfinished);
      Files.move(unfinished, files.data(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new PostgresException(files.data() + " cannot be made: " + failure, failure);
    }
  }

  /** Reads the superuser's password. */
  String password() {
    try {
      return Files.readString(files.password()).strip();
    } catch (IOException failure) {
      throw new PostgresException(
          "The password of the database is missing: "
              + files.password()
              + " cannot be read. It belongs to "
              + files.data()
              + "; put it back from the backup.",
          failure);
    }
  }

  /** Whether the server that last used the data closed it; if not, the next one has to recover. */
  boolean wasShutDown() {
    Path control = files.data().resolve("global").resolve("pg_control");
    try (RandomAccessFile file = new RandomAccessFile(control.toFile(), "r")) {
      file.seek(CONTROL_STATE_OFFSET);
      return Integer.reverseBytes(file.readInt()) == STATE_SHUT_DOWN;
    } catch (IOException failure) {
      throw new PostgresException(control + " cannot be read: " + failure, failure);
    }
  }

  private void initialise(Path directory) throws IOException {
    Path passwordForInitdb = files.home().resolve("postgres.password.initdb");
    Files.deleteIfExists(passwordForInitdb);
    Files.createFile(passwordForInitdb, OWNER_ONLY);
    try {
      Files.writeString(passwordForInitdb, password());
      account.own(passwordForInitdb);
      run(
          List.of(
              software.program("initdb"),
              "--pgdata=" + directory,
              "--username=" + USER,
              "--pwfile=" + passwordForInitdb,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale=C",
              "--data-checksums",
              "--no-instructions"));
    } finally {
      Files.delete(passwordForInitdb);
    }
  }

  private void run(List<String> initdb) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(account.command(initdb))
            .directory(files.home().toFile())
            .redirectErrorStream(true)
            .redirectOutput(files.startLog().toFile());
    Process process = builder.start();
    try {
      if (!process.waitFor(INITDB_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new PostgresException("initdb did not finish within " + INITDB_MINUTES + " minutes");
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new PostgresException("Interrupted while making " + files.data(), interrupted);
    }
    if (process.exitValue() != 0) {
      throw failed(Files.readString(files.startLog()));
    }
  }

  private PostgresException failed(String output) {
    if (output.contains(NO_SUCH_USER)) {
      // Containers are often run under a bare number.
      return new PostgresException(
          "PostgreSQL needs a name for the account it runs under: user id "
              + account.user()
              + " is not in /etc/passwd. Add it there, run under an account that has a name, or"
              + " give a database with --database-url.");
    }
    return new PostgresException("initdb failed to make " + files.data() + ":\n" + output);
  }

  private void writePassword(String password) throws IOException {
    Files.deleteIfExists(files.password());
    Files.createFile(files.password(), OWNER_ONLY);
    Files.writeString(files.password(), password + "\n", StandardOpenOption.SYNC);
  }

  // Not handed in as other randomness is: a secret must not be repeatable, in tests either.
  private static String newPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private String otherVersion(String found) {
    return files.data()
        + " was made by PostgreSQL "
        + found
        + ", and this program brings PostgreSQL "
        + majorVersion
        + ". Nothing was changed. Use the program that made it, bring the data over with pg_upgrade"
        + " from a full installation, or choose another directory with --data.";
  }
}
