package org.pamoja.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The few commands of the operating system we lean on. */
final class Commands {

  private static final List<String> USUAL_PLACES =
      List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin");
  private static final int SIGNAL_SECONDS = 10;

  private Commands() {}

  /** Full path of a command, searched where the system keeps its own and then in the PATH. */
  static Optional<String> find(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(USUAL_PLACES.stream(), Stream.of(path.split(":")))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  /**
   * Sends a signal to a process; one that has ended is no failure. Java itself knows only TERM and
   * KILL, and PostgreSQL's TERM waits for all its clients.
   *
   * @param name the signal without SIG, such as {@code INT}
   */
  static void signal(String name, long pid) {
    try {
      Process kill =
          new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      kill.waitFor(SIGNAL_SECONDS, TimeUnit.SECONDS);
    } catch (IOException failure) {
      throw new PostgresException("No signal can be sent to process " + pid + ": " + failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
