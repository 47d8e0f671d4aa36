package org.pamoja.hub.settlement.sheets;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads comma-separated text in UTF-8, with or without a byte order mark; separated by {@code ;}
 * where the first line holds one and no comma before it. Threads may share it.
 */
public final class CsvReader {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private CsvReader() {}

  /**
   * The lines' cells as texts, stripped of blanks around them.
   *
   * @throws SheetFormatException when it is no such text, or beyond a bound
   */
  public static List<List<String>> read(byte[] bytes, SheetLimits limits)
      throws SheetFormatException {
    String text = decode(bytes);
    CSVFormat format =
        CSVFormat.RFC4180.builder().setDelimiter(separator(text)).setIgnoreEmptyLines(false).get();
    try (CSVParser parser =
        CSVParser.builder().setReader(new StringReader(text)).setFormat(format).get()) {
      return lines(parser, limits);
    } catch (IOException | UncheckedIOException | IllegalStateException malformed) {
      throw new SheetFormatException("not comma-separated text");
    }
  }

  private static List<List<String>> lines(CSVParser parser, SheetLimits limits)
      throws SheetFormatException {
    List<List<String>> lines = new ArrayList<>();
    for (CSVRecord record : parser) {
      if (lines.size() == limits.lines()) {
        throw new SheetFormatException("more than " + limits.lines() + " lines");
      }
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < Math.min(record.size(), limits.columns()); i++) {
        if (record.get(i).length() > limits.text()) {
          throw new SheetFormatException("a cell of more than " + limits.text() + " characters");
        }
        cells.add(unguarded(record.get(i).strip()));
      }
      lines.add(List.copyOf(cells));
    }
    return lines;
  }

  private static String unguarded(String text) {
    return text.startsWith("'") && CsvWriter.isFormula(text.substring(1))
        ? text.substring(1)
        : text;
  }

  private static char separator(String text) {
    int semicolon = text.indexOf(';');
    int comma = text.indexOf(',');
    return semicolon >= 0 && (comma < 0 || semicolon < comma) ? ';' : ',';
  }

  private static String decode(byte[] bytes) throws SheetFormatException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    } catch (CharacterCodingException invalid) {
      throw new SheetFormatException("not valid UTF-8");
    }
  }
}
