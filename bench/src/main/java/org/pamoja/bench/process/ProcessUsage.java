package org.pamoja.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a process and its descendants have used since they began, PostgreSQL's apart from the rest.
 * From Linux's {@code /proc}; elsewhere there is no such thing. CPU time is user and system; that
 * of a child that has ended counts in the parent that has waited for it, so nothing is lost between
 * two readings.
 *
 * @param hubCpuMillis of the process and what it has started, without PostgreSQL
 * @param postgresCpuMillis of all PostgreSQL's processes
 * @param hubResidentBytes resident memory
 * @param postgresResidentBytes resident memory; what its processes share is counted once where the
 *     kernel tells it
 */
public record ProcessUsage(
    long hubCpuMillis, long postgresCpuMillis, long hubResidentBytes, long postgresResidentBytes) {

  // The unit of /proc/PID/stat is fixed at 1/100 s on every platform that Java runs on.
  private static final long MILLIS_PER_TICK = 10;
  private static final String POSTGRES = "postgres";

  // Positions in /proc/PID/stat behind the name, which is in parentheses and may hold blanks.
  private static final int PARENT = 1;
  private static final int USER_TIME = 11;
  private static final int REAPED_SYSTEM_TIME = 14;

  private record Stat(long parent, String name, long ticks) {}

  /**
   * Reads now.
   *
   * @param root process id of the hub
   * @throws IOException when {@code /proc} cannot be read
   */
  public static ProcessUsage of(long root) throws IOException {
    Map<Long, Stat> all = readAll();
    long[] ticks = new long[2];
    long[] bytes = new long[2];
    for (long pid : tree(root, all)) {
      Stat stat = all.get(pid);
      int kind = stat.name().equals(POSTGRES) ? 1 : 0;
      ticks[kind] += stat.ticks();
      bytes[kind] += residentBytes(pid);
    }
    return new ProcessUsage(
        ticks[0] * MILLIS_PER_TICK, ticks[1] * MILLIS_PER_TICK, bytes[0], bytes[1]);
  }

  /** CPU time of this program itself, without what it has started. */
  public static long ownCpuMillis() throws IOException {
    String line = Files.readString(Path.of("/proc/self/stat"), StandardCharsets.ISO_8859_1);
    return ticks(line, USER_TIME, REAPED_SYSTEM_TIME - 2) * MILLIS_PER_TICK;
  }

  private static Set<Long> tree(long root, Map<Long, Stat> all) {
    Set<Long> tree = new HashSet<>();
    if (all.containsKey(root)) {
      tree.add(root);
    }
    boolean grown = !tree.isEmpty();
    while (grown) {
      grown = false;
      for (Map.Entry<Long, Stat> process : all.entrySet()) {
        if (tree.contains(process.getValue().parent())) {
          grown |= tree.add(process.getKey());
        }
      }
    }
    return tree;
  }

  private static Map<Long, Stat> readAll() throws IOException {
    Map<Long, Stat> all = new HashMap<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        read(process.resolve("stat"))
            .ifPresent(
                line -> all.put(Long.valueOf(process.getFileName().toString()), parse(line)));
      }
    }
    return all;
  }

  private static Stat parse(String line) {
    int open = line.indexOf('(');
    int close = line.lastIndexOf(')');
    return new Stat(
        Long.parseLong(words(line)[PARENT]),
        line.substring(open + 1, close),
        ticks(line, USER_TIME, REAPED_SYSTEM_TIME));
  }

  private static long ticks(String line, int first, int last) {
    String[] words = words(line);
    long ticks = 0;
    for (int i = first; i <= last; i++) {
      ticks += Long.parseLong(words[i]);
    }
    return ticks;
  }

  private static String[] words(String line) {
    return line.substring(line.lastIndexOf(')') + 2).split(" ");
  }

  private static long residentBytes(long pid) {
    Path process = Path.of("/proc", String.valueOf(pid));
    return kilobytes(process.resolve("smaps_rollup"), "Pss:")
            .or(() -> kilobytes(process.resolve("status"), "VmRSS:"))
            .orElse(0L)
        * 1024;
  }

  private static Optional<Long> kilobytes(Path file, String field) {
    return read(file)
        .flatMap(text -> text.lines().filter(line -> line.startsWith(field)).findFirst())
        .map(line -> Long.valueOf(line.replaceAll("\\D", "")));
  }

  /** Empty when the process has ended or is not ours to look into. */
  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException ended) {
      return Optional.empty();
    }
  }
}
