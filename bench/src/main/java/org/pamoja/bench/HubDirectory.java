package org.pamoja.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directory of a hub that is measured. PostgreSQL of root runs under another account and has to
 * reach its files there, so that a temporary one lies where everybody may pass, and lets pass.
 *
 * @param path where it is
 * @param temporary whether it is ours to delete
 */
record HubDirectory(Path path, boolean temporary) implements AutoCloseable {
  private static final Path LARGE_TEMPORARY = Path.of("/var/tmp");

  /**
   * The directory that was asked for, or a new temporary one.
   *
   * @throws IllegalArgumentException when the one asked for is not empty: the measured hub has to
   *     be a fresh one
   */
  static HubDirectory of(Optional<Path> asked, boolean keep) throws IOException {
    if (asked.isPresent()) {
      Path path = asked.get().toAbsolutePath().normalize();
      Files.createDirectories(path);
      try (Stream<Path> content = Files.list(path)) {
        if (content.findAny().isPresent()) {
          throw new IllegalArgumentException(
              path + " is not empty; a fresh hub needs a new directory");
        }
      }
      return new HubDirectory(path, false);
    }
    // Unlike /tmp it is seldom held in memory, where durable writes cost nothing and measure
    // nothing.
    Path parent =
        Files.isWritable(LARGE_TEMPORARY)
            ? LARGE_TEMPORARY
            : Path.of(System.getProperty("java.io.tmpdir"));
    Path path = Files.createTempDirectory(parent, "pamoja-bench-");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
    return new HubDirectory(path, !keep);
  }

  /** Deletes a temporary one. */
  @Override
  public void close() throws IOException {
    if (!temporary) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(path)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : deepestFirst) {
      Files.deleteIfExists(one);
    }
  }
}
