package org.pamoja.hub.settlement.sheets;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * The parts of a spreadsheet's archive, unpacked on demand and never beyond the bounds. For one
 * thread.
 */
final class SpreadsheetParts {
  private static final int CHUNK = 8_192;

  private final Map<String, byte[]> parts;

  private SpreadsheetParts(Map<String, byte[]> parts) {
    this.parts = parts;
  }

  /**
   * Unpacks the XML of an archive; pictures and the like are left out.
   *
   * @throws SheetFormatException when it is none, or beyond a bound
   */
  static SpreadsheetParts unpack(byte[] archive, SheetLimits limits) throws SheetFormatException {
    try (ZipFile zip =
        ZipFile.builder()
            .setSeekableByteChannel(new SeekableInMemoryByteChannel(archive))
            .setIgnoreLocalFileHeader(true)
            .get()) {
      Map<String, byte[]> parts = new HashMap<>();
      int room = limits.unpackedBytes();
      Enumeration<ZipArchiveEntry> entries = zip.getEntries();
      for (int seen = 0; entries.hasMoreElements(); seen++) {
        if (seen == limits.parts()) {
          throw new SheetFormatException("a spreadsheet of more than " + limits.parts() + " parts");
        }
        ZipArchiveEntry entry = entries.nextElement();
        if (isXml(entry.getName())) {
          byte[] bytes = inflate(zip, entry, room);
          room -= bytes.length;
          if (parts.put(key(entry.getName()), bytes) != null) {
            // Which of the two counts is a matter of taste, so another reader may see other
            // amounts.
            throw new SheetFormatException("a spreadsheet with a part that is there twice");
          }
        }
      }
      return new SpreadsheetParts(parts);
    } catch (IOException | RuntimeException unreadable) {
      throw new SheetFormatException("not a spreadsheet");
    }
  }

  /** A part by its path in the archive, whatever its case. */
  Optional<byte[]> find(String path) {
    return Optional.ofNullable(parts.get(key(path)));
  }

  private static byte[] inflate(ZipFile zip, ZipArchiveEntry entry, int room)
      throws IOException, SheetFormatException {
    byte[] kept = new byte[CHUNK];
    int length = 0;
    try (InputStream stream = zip.getInputStream(entry)) {
      for (int read = stream.read(kept, 0, CHUNK); read >= 0; ) {
        length += read;
        if (length > room) {
          throw new SheetFormatException("a spreadsheet that unpacks to too many bytes");
        }
        if (kept.length - length < CHUNK) {
          kept = Arrays.copyOf(kept, kept.length * 2);
        }
        read = stream.read(kept, length, CHUNK);
      }
    }
    return Arrays.copyOf(kept, length);
  }

  private static boolean isXml(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".xml") || lower.endsWith(".rels");
  }

  private static String key(String path) {
    String plain = path.replace('\\', '/');
    return (plain.startsWith("/") ? plain.substring(1) : plain).toLowerCase(Locale.ROOT);
  }
}
