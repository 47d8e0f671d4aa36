package org.pamoja.hub.settlement.sheets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes spreadsheets part by part, as no honest program would. */
public final class Spreadsheets {
  private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String RELATIONS =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

  private Spreadsheets() {}

  /** A spreadsheet with these rows in its sheet and these shared texts. */
  public static byte[] of(String rows, String... texts) {
    return zip(parts(rows, texts));
  }

  /** Its parts by name. */
  public static Map<String, String> parts(String rows, String... texts) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put(
        "_rels/.rels",
        HEAD
            + "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
            + "<Relationship Id='r1' Type='"
            + RELATIONS
            + "/officeDocument' Target='xl/workbook.xml'/></Relationships>");
    parts.put(
        "xl/workbook.xml",
        HEAD
            + "<workbook xmlns='"
            + MAIN
            + "' xmlns:r='"
            + RELATIONS
            + "'><sheets><sheet name='S' sheetId='1' r:id='r7'/></sheets></workbook>");
    parts.put(
        "xl/_rels/workbook.xml.rels",
        HEAD
            + "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
            + "<Relationship Id='r8' Type='"
            + RELATIONS
            + "/sharedStrings' Target='/xl/sharedStrings.xml'/>"
            + "<Relationship Id='r7' Type='"
            + RELATIONS
            + "/worksheet' Target='worksheets/sheet1.xml'/></Relationships>");
    StringBuilder shared = new StringBuilder(HEAD + "<sst xmlns='" + MAIN + "'>");
    for (String text : texts) {
      shared.append("<si><t>").append(text).append("</t></si>");
    }
    parts.put("xl/sharedStrings.xml", shared + "</sst>");
    parts.put(
        "xl/worksheets/sheet1.xml",
        HEAD + "<worksheet xmlns='" + MAIN + "'><sheetData>" + rows + "</sheetData></worksheet>");
    return parts;
  }

  /** An archive of parts. */
  public static byte[] zip(Map<String, String> parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
