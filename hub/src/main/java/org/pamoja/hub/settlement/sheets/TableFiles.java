package org.pamoja.hub.settlement.sheets;

import java.util.List;
import org.pamoja.hub.edge.Reply;

/** Answers with tables as files, in the format that was asked for. Threads may share it. */
public final class TableFiles {
  /** Names of the formats, the usual one first. */
  public static final List<String> FORMATS = List.of("json", "xlsx", "csv");

  private TableFiles() {}

  /**
   * The table as a file.
   *
   * @param format one of {@link #FORMATS}
   * @param name what the file is to be called, without its ending
   */
  public static Reply reply(String format, String name, Table table) {
    return switch (format) {
      case "xlsx" -> file(XlsxWriter.MEDIA_TYPE, name + ".xlsx", XlsxWriter.write(table));
      case "csv" ->
          file(CsvWriter.MEDIA_TYPE + "; charset=utf-8", name + ".csv", CsvWriter.write(table));
      case "json" -> Reply.json(200, JsonTables.write(table));
      default -> throw new IllegalArgumentException("no format of tables: " + format);
    };
  }

  /**
   * Any file.
   *
   * @param name what it is to be called: letters, digits, dots and hyphens
   */
  public static Reply file(String mediaType, String name, byte[] bytes) {
    return Reply.text(200, mediaType, bytes)
        .withHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
  }
}
