package org.pamoja.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of our own: unpacked, initialised, started, watched and stopped by this
 * program, and as durable as one that was installed.
 *
 * <p>It belongs to one home directory, which it locks. It listens on the loopback address only and
 * asks for a password. It ends with this program, however that ends, and a server left behind or
 * cut off by an earlier one is cleared away at the next start. If it ends by itself it is started
 * again on the same port, so that connection pools find it.
 *
 * <p>Threads may share it.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final String DATABASE = "pamoja";
  private static final String NO_SUCH_DATABASE = "3D000";
  private static final int RESTARTS_IN_A_ROW = 5;
  private static final Duration HEALTHY_RUN = Duration.ofMinutes(1);
  private static final int CHECK_SECONDS = 10;
  private static final String ELSEWHERE =
      "Choose a directory of your own with --data, or give a database with --database-url.";

  private final PostgresSettings settings;
  private final ServerFiles files;
  private final ServerAccount account;
  private final Software software;
  private final DataDirectory data;
  private final HomeLock lock;
  private final ServerLauncher launcher;
  private final Consumer<String> progress;
  private final CompletableFuture<PostgresException> lost = new CompletableFuture<>();
  private final Thread watcher;
  private volatile boolean closing;
  // Guarded by this object.
  private ServerProcess server;
  private boolean closed;

  private EmbeddedPostgres(
      PostgresSettings settings, Archive archive, HomeLock lock, Consumer<String> progress) {
    this.settings = settings;
    this.files = new ServerFiles(settings.home());
    this.account = ServerAccount.forData(files.data());
    this.software = new Software(archive, settings.software());
    this.data = new DataDirectory(files, account, software, archive.majorVersion());
    this.lock = lock;
    this.progress = progress;
    this.launcher = new ServerLauncher(settings, files, account, software, data, progress);
    this.watcher = Thread.ofPlatform().daemon().name("postgres-watch").unstarted(this::watch);
  }

  /**
   * Starts the server of a home directory, making both if they do not exist. Returns when it
   * accepts connections.
   *
   * @param settings where and how
   * @param progress told in one line what takes longer than a moment
   * @throws PostgresException saying what is in the way and what to do about it
   */
  public static EmbeddedPostgres start(PostgresSettings settings, Consumer<String> progress) {
    Archive archive = Archive.forThisMachine();
    makeHome(settings.home());
    HomeLock lock = HomeLock.take(new ServerFiles(settings.home()).lock());
    EmbeddedPostgres postgres = null;
    try {
      postgres = new EmbeddedPostgres(settings, archive, lock, progress);
      postgres.open();
      return postgres;
    } catch (RuntimeException failure) {
      if (postgres == null) {
        lock.close();
      } else {
        postgres.close();
      }
      throw failure;
    }
  }

  /** Whether a home holds a database. */
  public static boolean isIn(Path home) {
    return Files.exists(new ServerFiles(home).data());
  }

  /**
   * The hub's database of a home whose server is running, whoever started it; for a look that
   * leaves everything as it is.
   *
   * @return empty when no server of that home answers
   */
  public static Optional<JdbcTarget> running(Path home) {
    ServerFiles files = new ServerFiles(home.toAbsolutePath().normalize());
    try {
      int port = Integer.parseInt(Files.readString(files.port()).strip());
      String password = Files.readString(files.password()).strip();
      JdbcTarget target = target(port, DATABASE, password);
      try (Connection connection =
          DriverManager.getConnection(target.url(), target.user(), target.password())) {
        return connection.isValid(CHECK_SECONDS) ? Optional.of(target) : Optional.empty();
      }
    } catch (IOException | NumberFormatException | SQLException notRunning) {
      LOG.debug("No server of {} answers", home, notRunning);
      return Optional.empty();
    }
  }

  /** The hub's database on this server. */
  public JdbcTarget target() {
    return target(DATABASE);
  }

  JdbcTarget target(String database) {
    return target(port(), database, data.password());
  }

  private static JdbcTarget target(int port, String database, String password) {
    return new JdbcTarget(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database, DataDirectory.USER, password);
  }

  /**
   * A further database on this server, made empty if it does not exist. Two parts of a program that
   * would be apart in the world, such as two DFSPs in a demonstration, share nothing this way.
   *
   * @param name lower-case letters, digits and underscores
   * @throws PostgresException when the server refuses it
   */
  public JdbcTarget database(String name) {
    try (Connection connection = connect(name)) {
      if (!connection.isValid(CHECK_SECONDS)) {
        throw new PostgresException("The database does not answer");
      }
    } catch (SQLException failure) {
      if (!NO_SUCH_DATABASE.equals(failure.getSQLState())) {
        throw new PostgresException("The database refuses us: " + failure.getMessage(), failure);
      }
      createDatabase(name);
    }
    return target(name);
  }

  /** The directory everything of this server lies in. */
  public Path home() {
    return settings.home();
  }

  /** Process id of the running server; another one after it had to be started again. */
  public synchronized long pid() {
    return server.pid();
  }

  /**
   * Completed when the server has ended by itself and could not be started again; never before, and
   * not by {@link #close()}.
   */
  public CompletableFuture<PostgresException> lost() {
    return lost.copy();
  }

  /** Stops the server and gives its home back. Doing so twice is no failure. */
  @Override
  public void close() {
    closing = true;
    // It may be in the middle of starting the server again, which can take long.
    watcher.interrupt();
    stop();
  }

  private synchronized void stop() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (server != null) {
        server.stop(settings.stoppedWithin());
      }
    } finally {
      lock.close();
    }
  }

  private synchronized int port() {
    return server.port();
  }

  private synchronized void open() {
    account.requireWayTo(settings.home());
    software.provide(progress);
    account.requireWayTo(software.directory());
    makeLogDirectory();
    boolean isNew = !data.exists();
    if (isNew) {
      progress.accept("Making a new database in " + files.data());
      data.create();
    } else {
      data.requireUsable();
    }
    server = launcher.launch();
    if (isNew) {
      createDatabase(DATABASE);
    } else {
      database(DATABASE);
    }
    watcher.start();
  }

  private void makeLogDirectory() {
    try {
      if (!Files.exists(files.logs())) {
        Files.createDirectory(files.logs(), mode("rwxr-x---"));
        account.own(files.logs());
      }
    } catch (IOException failure) {
      throw new PostgresException(files.logs() + " cannot be made: " + failure, failure);
    }
  }

  /**
   * Makes an empty database.
   *
   * @param name lower-case letters, digits and underscores
   */
  void createDatabase(String name) {
    if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
      throw new PostgresException("Not a name for a database: " + name);
    }
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException failure) {
      throw new PostgresException("The database " + name + " cannot be made: " + failure, failure);
    }
  }

  private Connection connect(String database) throws SQLException {
    JdbcTarget target = target(database);
    return DriverManager.getConnection(target.url(), target.user(), target.password());
  }

  private void watch() {
    try {
      int restarts = 0;
      while (restarts < RESTARTS_IN_A_ROW) {
        boolean wasHealthy = awaitEnd();
        restarts = wasHealthy ? 1 : restarts + 1;
        if (!startAgain()) {
          return;
        }
      }
      lost.complete(new PostgresException("PostgreSQL keeps ending; see " + files.logs()));
    } catch (PostgresException failure) {
      if (!closing) {
        lost.complete(failure);
      }
    } catch (InterruptedException closed) {
      LOG.trace("PostgreSQL is being stopped", closed);
    }
  }

  // Returns whether the server had run for a while before it ended.
  private boolean awaitEnd() throws InterruptedException {
    long startedAt = System.nanoTime();
    current().awaitEnd();
    return System.nanoTime() - startedAt > HEALTHY_RUN.toNanos();
  }

  private synchronized ServerProcess current() {
    return server;
  }

  private synchronized boolean startAgain() {
    if (closing) {
      return false;
    }
    LOG.error("PostgreSQL has ended by itself (process {}): starting it again", server.pid());
    server = launcher.launchAgain(server.port());
    return true;
  }

  private static void makeHome(Path home) {
    try {
      if (!Files.exists(home)) {
        Files.createDirectories(home.getParent());
        Files.createDirectory(home);
        // Others may pass through, since the server may be another account, but not look around.
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
      }
      if (!Files.isWritable(home)) {
        throw new PostgresException(home + " cannot be written to. " + ELSEWHERE);
      }
    } catch (IOException failure) {
      throw new PostgresException(
          home + " cannot be made (" + failure + "). " + ELSEWHERE, failure);
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
