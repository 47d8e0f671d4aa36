package org.pamoja.hub.settlement.sheets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Writes a table as a spreadsheet with one sheet. Threads may share it. */
public final class XlsxWriter {
  /** Media type of a spreadsheet. */
  public static final String MEDIA_TYPE =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  /** Digits that spreadsheets keep of a number; longer ones are written as text, to stay exact. */
  private static final int EXACT_DIGITS = 15;

  /** As many as a cell of a spreadsheet holds. */
  private static final int MAX_TEXT = 32_767;

  private XlsxWriter() {}

  /** The spreadsheet's bytes. */
  public static byte[] write(Table table) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(bytes, "Pamoja", "1.0")) {
      Worksheet sheet = workbook.newWorksheet(table.name());
      List<List<Cell>> lines = table.lines();
      for (int line = 0; line < lines.size(); line++) {
        List<Cell> cells = lines.get(line);
        for (int column = 0; column < cells.size(); column++) {
          put(sheet, line, column, cells.get(column));
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // memory does not fail
    }
    return bytes.toByteArray();
  }

  private static void put(Worksheet sheet, int line, int column, Cell cell) {
    switch (cell) {
      case Cell.Empty _ -> {}
      case Cell.Text text -> sheet.value(line, column, shortened(text.text()));
      case Cell.Number number -> putNumber(sheet, line, column, number.value());
    }
  }

  private static void putNumber(Worksheet sheet, int line, int column, BigDecimal value) {
    if (value.precision() > EXACT_DIGITS) {
      sheet.value(line, column, value.toPlainString());
      return;
    }
    sheet.value(line, column, value);
    if (value.scale() > 0) {
      sheet.style(line, column).format("#,##0." + "0".repeat(value.scale())).set();
    }
  }

  private static String shortened(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }
}
