package org.pamoja.hub.settlement.sheets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes a table as comma-separated text (RFC 4180), UTF-8 without a byte order mark. A text that a
 * spreadsheet would take for a formula gets an apostrophe before it, which spreadsheets do not
 * show; {@link CsvReader} takes it off again. Threads may share it.
 */
public final class CsvWriter {
  /** Media type of comma-separated text. */
  public static final String MEDIA_TYPE = "text/csv";

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator("\r\n").get();

  private CsvWriter() {}

  /** The text's bytes. */
  public static byte[] write(Table table) {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
      for (List<Cell> line : table.lines()) {
        printer.printRecord(line.stream().map(CsvWriter::text).toList());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // memory does not fail
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Cell cell) {
    return switch (cell) {
      case Cell.Text text -> guarded(text.text());
      case Cell.Number number -> number.text();
      case Cell.Empty _ -> "";
    };
  }

  private static String guarded(String text) {
    return isFormula(text) ? "'" + text : text;
  }

  /** Whether spreadsheets take a text of this beginning for a formula (OWASP, CSV injection). */
  static boolean isFormula(String text) {
    return !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0;
  }
}
