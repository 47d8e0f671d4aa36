package org.pamoja.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What PostgreSQL's {@code postmaster.pid} says: eight lines written by the server itself, of which
 * we read the process id and the state.
 *
 * @param pid process that wrote it; may have ended, and its number may belong to another by now
 * @param state {@code starting}, {@code ready}, {@code stopping}, or empty before there is one
 */
record PidFile(long pid, String state) {

  private static final int STATE_LINE = 7;

  /** Reads the file; empty when there is none or it is not written yet. */
  static Optional<PidFile> read(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,18}")) {
        return Optional.empty();
      }
      String state = lines.size() > STATE_LINE ? lines.get(STATE_LINE).strip() : "";
      return Optional.of(new PidFile(Long.parseLong(lines.getFirst().strip()), state));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException failure) {
      throw new PostgresException(file + " cannot be read: " + failure, failure);
    }
  }

  /**
   * Whether the process is a living server of the given data directory. A process that has died but
   * whose parent has not noticed yet has no command line any more, so it counts as dead.
   */
  boolean isServerOf(Path data) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().arguments())
        .map(arguments -> Arrays.asList(arguments).contains(data.toString()))
        .orElse(false);
  }
}
