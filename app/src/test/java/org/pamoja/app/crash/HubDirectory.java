package org.pamoja.app.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where a killed hub keeps its data and logs, which outlive a test that has failed. */
final class HubDirectory {
  private HubDirectory() {}

  /** A new one, which the database's own user may pass through. */
  static Path make(String prefix) throws IOException {
    Path directory =
        Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), prefix);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    return directory;
  }

  /** Deletes it after a test that has passed; else says where it is. */
  static void leave(Path directory, boolean passed) throws IOException {
    if (!passed) {
      System.out.println("The hub's directory and logs are kept: " + directory);
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(directory)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : deepestFirst) {
      Files.deleteIfExists(one);
    }
  }
}
