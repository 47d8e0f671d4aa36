package org.pamoja.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs on disk, unpacked once for each archive.
 *
 * <p>They appear under their final name only when complete and checked: unpacking goes to a sibling
 * directory that is renamed at the end. A marker file keeps the archive's checksum with the number
 * and total size of the files, so that a tree damaged since (a disk that was full, a crash before
 * the pages were written) is noticed and unpacked again.
 */
final class Software {

  private static final String MARKER = ".complete";

  private final Archive archive;
  private final Path shelf;

  /**
   * Names the programs.
   *
   * @param archive where they come from
   * @param shelf directory that holds one directory per archive
   */
  Software(Archive archive, Path shelf) {
    this.archive = archive;
    this.shelf = shelf;
  }

  /** The directory with {@code bin}, {@code lib} and {@code share}. */
  Path directory() {
    return shelf.resolve(archive.directoryName());
  }

  /** Full path of one of the programs: {@code postgres} or {@code initdb}. */
  String program(String name) {
    return directory().resolve("bin").resolve(name).toString();
  }

  /**
   * Makes sure that the programs are there and whole. Several programs and threads may ask at the
   * same time: one unpacks, the others wait for it.
   *
   * @param progress told when unpacking begins, since it takes seconds
   * @throws PostgresException when the archive is missing or damaged, or the disk refuses it
   */
  void provide(Consumer<String> progress) {
    synchronized (Software.class) {
      try {
        if (!isWhole()) {
          Files.createDirectories(shelf);
          unpackAlone(progress);
        }
      } catch (IOException failure) {
        throw new PostgresException(
            "PostgreSQL's programs cannot be unpacked into " + shelf + ": " + failure, failure);
      }
    }
  }

  private void unpackAlone(Consumer<String> progress) throws IOException {
    Path lockFile = shelf.resolve(".unpacking.lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !isWhole()) {
        progress.accept("Unpacking PostgreSQL " + archive.version() + " (first start only)");
        Trees.delete(directory());
        unpack();
      }
    }
  }

  private void unpack() throws IOException {
    Path unfinished = Files.createTempDirectory(shelf, ".unpacking-");
    try {
      String found = extract(unfinished);
      if (!found.equals(archive.sha256())) {
        throw new PostgresException(
            archive.resource()
                + " is not the archive this program was built for: its SHA-256 is "
                + found
                + " instead of "
                + archive.sha256()
                + ". Build the program again.");
      }
      Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.writeString(unfinished.resolve(MARKER), expectedMarker(unfinished));
      move(unfinished, directory());
    } finally {
      Trees.delete(unfinished);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException notHere) {
      throw new IOException("this file system cannot rename a directory", notHere);
    }
  }

  private String extract(Path target) throws IOException {
    try (InputStream raw = archive.open();
        DigestInputStream digested = new DigestInputStream(raw, sha256());
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(digested))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        place(entry, tar, target);
      }
      // The digest is over the whole archive, and the tar may end before the file does.
      digested.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digested.getMessageDigest().digest());
    }
  }

  private static void place(TarArchiveEntry entry, InputStream content, Path target)
      throws IOException {
    Path path = inside(target, target.resolve(entry.getName()));
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      setMode(path, entry.getMode() | 0700);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      inside(target, path.resolveSibling(entry.getLinkName()));
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(content, path);
    setMode(path, entry.getMode());
  }

  private static Path inside(Path target, Path path) throws IOException {
    Path normal = path.normalize();
    if (!normal.startsWith(target)) {
      throw new IOException("the archive names a file outside its directory: " + path);
    }
    return normal;
  }

  // The umask must not decide: the server may run under another account than the one that unpacks.
  private static void setMode(Path path, int mode) throws IOException {
    StringBuilder text = new StringBuilder(9);
    for (int bit = 8; bit >= 0; bit--) {
      text.append((mode >> bit & 1) == 1 ? "rwxrwxrwx".charAt(8 - bit) : '-');
    }
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(text.toString()));
  }

  private boolean isWhole() throws IOException {
    Path marker = directory().resolve(MARKER);
    return Files.isRegularFile(marker)
        && Files.readString(marker).equals(expectedMarker(directory()));
  }

  private String expectedMarker(Path root) throws IOException {
    Trees.Size size = Trees.size(root, MARKER);
    return "sha256=%s files=%d bytes=%d%n".formatted(archive.sha256(), size.files(), size.bytes());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }
}
