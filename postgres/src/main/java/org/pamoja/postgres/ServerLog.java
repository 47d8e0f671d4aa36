package org.pamoja.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.Stream;

/** What the server wrote, for the message of a start that failed. */
final class ServerLog {

  private static final int LINES = 15;

  private ServerLog() {}

  /** The last lines of the newest logs; empty when nothing was written or can be read. */
  static String lastWords(ServerFiles files) {
    return tail(files.startLog()) + newest(files.logs());
  }

  private static String newest(Path directory) {
    try (Stream<Path> logs = Files.list(directory)) {
      return logs.max(Comparator.comparingLong(log -> log.toFile().lastModified()))
          .map(ServerLog::tail)
          .orElse("");
    } catch (IOException unreadable) {
      return "";
    }
  }

  // A log of a day may be large, so it is read line by line and only the last ones are kept. Latin
  // 1 takes any byte: a message in another encoding must not hide the reason.
  private static String tail(Path file) {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      Deque<String> last = new ArrayDeque<>();
      lines.forEach(
          line -> {
            if (last.size() == LINES) {
              last.removeFirst();
            }
            last.addLast(line);
          });
      return String.join("\n", last) + "\n";
    } catch (IOException unreadable) {
      return "";
    }
  }
}
