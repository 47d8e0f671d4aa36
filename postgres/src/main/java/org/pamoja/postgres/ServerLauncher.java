package org.pamoja.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings a server up on an existing data directory: clears away what an earlier run left behind,
 * finds a port, starts the program and tries again where what was in the way passes by itself.
 */
final class ServerLauncher {

  private static final int ATTEMPTS = 10;
  private static final int PAUSE_MILLISECONDS = 500;
  // The port was taken between our look and the server's, or processes of a killed server still
  // end.
  private static final List<String> PASSING =
      List.of("could not create any TCP/IP sockets", "pre-existing shared memory block");

  private final PostgresSettings settings;
  private final ServerFiles files;
  private final ServerAccount account;
  private final Software software;
  private final DataDirectory data;
  private final Consumer<String> progress;

  ServerLauncher(
      PostgresSettings settings,
      ServerFiles files,
      ServerAccount account,
      Software software,
      DataDirectory data,
      Consumer<String> progress) {
    this.settings = settings;
    this.files = files;
    this.account = account;
    this.software = software;
    this.data = data;
    this.progress = progress;
  }

  /**
   * Starts the server on the port of last time, or on another when that one is taken.
   *
   * @throws PostgresException with the server's last words when it does not start
   */
  ServerProcess launch() {
    return attempt(storedPort().filter(ServerLauncher::isFree), true);
  }

  /** Starts the server on this port and no other: connection pools lead to it. */
  ServerProcess launchAgain(int port) {
    return attempt(Optional.of(port), false);
  }

  private ServerProcess attempt(Optional<Integer> firstPort, boolean anyPort) {
    Optional<Integer> port = firstPort;
    for (int attempt = 1; ; attempt++) {
      clearLeftBehind();
      Duration patience = patience();
      ServerProcess started = start(port.orElseGet(ServerLauncher::freePort));
      if (isReady(started, patience)) {
        storePort(started.port());
        return started;
      }
      giveUpUnlessPassing(started, attempt);
      port = anyPort ? Optional.empty() : firstPort;
      ServerProcess.pause(PAUSE_MILLISECONDS);
    }
  }

  private boolean isReady(ServerProcess started, Duration patience) {
    try {
      return started.awaitReady(patience);
    } catch (PostgresException interrupted) {
      started.stop(settings.stoppedWithin());
      throw interrupted;
    }
  }

  private void giveUpUnlessPassing(ServerProcess started, int attempt) {
    boolean tooSlow = started.isAlive();
    started.stop(settings.stoppedWithin());
    String words = ServerLog.lastWords(files);
    if (tooSlow || attempt == ATTEMPTS || PASSING.stream().noneMatch(words::contains)) {
      throw new PostgresException(
          "PostgreSQL did not " + (tooSlow ? "get ready in time:\n" : "start:\n") + words);
    }
  }

  private ServerProcess start(int port) {
    return ServerProcess.launch(
        files,
        account,
        ServerCommand.of(settings, files, software, port),
        PidFile.read(files.pidFile()).map(PidFile::pid));
  }

  private void clearLeftBehind() {
    PidFile.read(files.pidFile())
        .filter(pidFile -> pidFile.isServerOf(files.data()))
        .ifPresent(
            pidFile -> {
              progress.accept("Stopping the database server that an earlier run left behind");
              ServerProcess.stopLeftBehind(pidFile, files.data(), settings.stoppedWithin());
            });
  }

  private Duration patience() {
    if (data.wasShutDown()) {
      return settings.readyWithin();
    }
    progress.accept("The database was cut off and recovers");
    return settings.recoveredWithin();
  }

  private Optional<Integer> storedPort() {
    try {
      return Files.exists(files.port())
          ? Optional.of(Integer.valueOf(Files.readString(files.port()).strip()))
          : Optional.empty();
    } catch (IOException | NumberFormatException unreadable) {
      return Optional.empty();
    }
  }

  private void storePort(int port) {
    try {
      Files.writeString(files.port(), port + "\n");
    } catch (IOException failure) {
      throw new PostgresException(files.port() + " cannot be written: " + failure, failure);
    }
  }

  private static boolean isFree(int port) {
    if (port < 1 || port > 65_535) {
      return false;
    }
    try (ServerSocket socket = listen(port)) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  private static int freePort() {
    try (ServerSocket socket = listen(0)) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new PostgresException("No free port on the loopback address: " + failure, failure);
    }
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
  }
}
