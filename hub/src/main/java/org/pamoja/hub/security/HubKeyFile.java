package org.pamoja.hub.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import org.pamoja.fspiop.jws.PemKeys;

/** The file with the hub's private key: made once, readable by its owner only. */
final class HubKeyFile {
  private static final int KEY_BITS = 2048;
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> FOLDER_OF_OWNER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private HubKeyFile() {}

  /**
   * The key in the file; a new one, when there is no file.
   *
   * @throws IllegalStateException when others may read the file or it holds no private key
   * @throws UncheckedIOException when it cannot be read or written
   */
  static PrivateKey loadOrCreate(Path file) {
    try {
      if (Files.notExists(file)) {
        create(file);
      }
      requireOwnerOnly(file);
      return PemKeys.privateKey(Files.readString(file));
    } catch (IllegalArgumentException unreadable) {
      throw new IllegalStateException(
          "No private key in " + file + ": " + unreadable.getMessage(), unreadable);
    } catch (IOException failure) {
      throw new UncheckedIOException("The hub's key cannot be read or written: " + file, failure);
    }
  }

  private static void create(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder, FOLDER_OF_OWNER);
    Path unfinished = Files.createTempFile(folder, "key", ".new", OWNER_ONLY);
    try {
      Files.writeString(unfinished, newKey(), StandardCharsets.US_ASCII);
      // A link, not a move: it fails when another node was first, whose key is then the hub's key.
      Files.createLink(file, unfinished);
    } catch (FileAlreadyExistsException otherNode) {
      // Its key is read in a moment.
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static String newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(KEY_BITS);
      byte[] der = generator.generateKeyPair().getPrivate().getEncoded();
      String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
      return "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has RSA", impossible);
    }
  }

  private static void requireOwnerOnly(Path file) throws IOException {
    Set<PosixFilePermission> others =
        EnumSet.complementOf(
            EnumSet.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.OWNER_EXECUTE));
    others.retainAll(Files.getPosixFilePermissions(file));
    if (!others.isEmpty()) {
      throw new IllegalStateException(
          "The hub's private key can be read by others (chmod 600 it): " + file);
    }
  }
}
