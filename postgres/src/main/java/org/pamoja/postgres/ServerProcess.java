package org.pamoja.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One run of the {@code postgres} program, from its launch to its end. */
final class ServerProcess {

  private static final int POLL_MILLISECONDS = 10;
  private static final Duration QUIT_WITHIN = Duration.ofSeconds(10);

  private final ServerFiles files;
  private final Process process;
  private final Watchdog watchdog;
  private final int port;

  private ServerProcess(ServerFiles files, Process process, Watchdog watchdog, int port) {
    this.files = files;
    this.process = process;
    this.watchdog = watchdog;
    this.port = port;
  }

  /**
   * Starts the program and a watchdog over it. Nothing is waited for.
   *
   * @param stalePid process id in an old {@code postmaster.pid} that is no server of this data, or
   *     empty
   */
  static ServerProcess launch(
      ServerFiles files, ServerAccount account, ServerCommand command, Optional<Long> stalePid) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(account.command(command.arguments()))
              .directory(files.home().toFile())
              .redirectErrorStream(true)
              .redirectOutput(files.startLog().toFile());
      builder.environment().remove("PGDATA");
      // PostgreSQL takes any living process of that number for a server. This variable, made for
      // pg_ctl, names one it shall not mind; it still checks itself that no old server process
      // holds the shared memory, which deleting the file would prevent.
      stalePid.ifPresent(pid -> builder.environment().put("PG_GRANDPARENT_PID", pid.toString()));
      Process process = builder.start();
      return new ServerProcess(files, process, Watchdog.over(process.pid()), command.port());
    } catch (IOException failure) {
      throw new PostgresException("PostgreSQL cannot be started: " + failure, failure);
    }
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits until the server accepts connections, has ended, or the time is over.
   *
   * @return whether it accepts connections
   */
  boolean awaitReady(Duration longest) {
    long deadline = System.nanoTime() + longest.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      Optional<PidFile> pidFile = PidFile.read(files.pidFile());
      if (pidFile.isPresent()
          && pidFile.get().pid() == process.pid()
          && pidFile.get().state().equals("ready")) {
        return true;
      }
      pause(POLL_MILLISECONDS);
    }
    return false;
  }

  /** Waits for the end of the server, however it comes. */
  void awaitEnd() throws InterruptedException {
    process.waitFor();
    watchdog.close();
  }

  /**
   * Stops the server: clients are disconnected, open transactions undone, data closed. A server
   * that has not ended in time is stopped harder and recovers at its next start.
   */
  void stop(Duration longest) {
    if (process.isAlive()) {
      Commands.signal("INT", process.pid());
      if (!endsWithin(longest)) {
        Commands.signal("QUIT", process.pid());
        if (!endsWithin(QUIT_WITHIN)) {
          process.destroyForcibly();
          endsWithin(QUIT_WITHIN);
        }
      }
    }
    watchdog.close();
  }

  // Whoever stops the server may have been interrupted; that is no reason to stop it harder.
  private boolean endsWithin(Duration longest) {
    long deadline = System.nanoTime() + longest.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException again) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Stops the server that an earlier program left behind.
   *
   * @throws PostgresException when it does not end
   */
  static void stopLeftBehind(PidFile pidFile, Path data, Duration longest) {
    for (String signal : List.of("INT", "QUIT", "KILL")) {
      Commands.signal(signal, pidFile.pid());
      long deadline = System.nanoTime() + longest.toNanos();
      while (System.nanoTime() < deadline) {
        if (!pidFile.isServerOf(data)) {
          return;
        }
        pause(POLL_MILLISECONDS);
      }
    }
    throw new PostgresException(
        "The database server of an earlier run (process " + pidFile.pid() + ") does not end.");
  }

  static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new PostgresException("Interrupted while waiting for PostgreSQL", interrupted);
    }
  }
}
