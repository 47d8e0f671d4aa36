package org.pamoja.hub.settlement.sheets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the first sheet of a spreadsheet (ECMA-376). What the program receives from outside is read
 * by this and not by a library: those at hand let a file of a few kilobytes take all memory, by a
 * cell far to the right or the number of a text that is not there. Formulas are never computed; the
 * value that the spreadsheet program left with them counts. Threads may share it.
 */
public final class XlsxReader {
  private static final String RELATIONS =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String STRICT_RELATIONS =
      "http://purl.oclc.org/ooxml/officeDocument/relationships";

  private XlsxReader() {}

  /**
   * The lines' cells as texts, empty where there is none; line 1 is the first. Numbers read as
   * plain decimals, rounded to the 15 digits that spreadsheets show.
   *
   * @throws SheetFormatException when it is no spreadsheet, or beyond a bound
   */
  public static List<List<String>> read(byte[] bytes, SheetLimits limits)
      throws SheetFormatException {
    SpreadsheetParts parts = SpreadsheetParts.unpack(bytes, limits);
    try {
      String workbook =
          targetOfType(parts, "_rels/.rels", "", "/officeDocument").orElse("xl/workbook.xml");
      String folder = workbook.substring(0, workbook.lastIndexOf('/') + 1);
      String relations =
          folder + "_rels/" + workbook.substring(workbook.lastIndexOf('/') + 1) + ".rels";
      Map<String, String> targets = targets(parts, relations, folder);
      String first = targets.get(firstSheet(require(parts, workbook)));
      if (first == null) {
        throw new SheetFormatException("a spreadsheet without a sheet");
      }
      KeptTexts kept = new KeptTexts(limits.kept());
      List<String> texts = sharedTexts(parts, relations, folder, limits, kept);
      return new SheetParser(texts, limits, kept).parse(require(parts, first));
    } catch (XMLStreamException | RuntimeException malformed) {
      throw new SheetFormatException("a spreadsheet with malformed XML");
    }
  }

  private static List<String> sharedTexts(
      SpreadsheetParts parts, String relations, String folder, SheetLimits limits, KeptTexts kept)
      throws XMLStreamException, SheetFormatException {
    Optional<byte[]> part =
        targetOfType(parts, relations, folder, "/sharedStrings").flatMap(parts::find);
    return part.isEmpty() ? List.of() : SharedTexts.read(part.get(), limits, kept);
  }

  private static byte[] require(SpreadsheetParts parts, String path) throws SheetFormatException {
    return parts
        .find(path)
        .orElseThrow(() -> new SheetFormatException("a spreadsheet that lacks " + path));
  }

  private static String firstSheet(byte[] workbook)
      throws XMLStreamException, SheetFormatException {
    XMLStreamReader xml = SafeXml.open(workbook);
    while (xml.hasNext()) {
      if (SafeXml.next(xml) == XMLStreamConstants.START_ELEMENT
          && xml.getLocalName().equals("sheet")) {
        String id = xml.getAttributeValue(RELATIONS, "id");
        return id == null ? xml.getAttributeValue(STRICT_RELATIONS, "id") : id;
      }
    }
    throw new SheetFormatException("a spreadsheet without a sheet");
  }

  private static Optional<String> targetOfType(
      SpreadsheetParts parts, String relations, String folder, String typeEnding)
      throws XMLStreamException {
    for (Relation relation : relations(parts, relations, folder)) {
      if (relation.type().endsWith(typeEnding)) {
        return Optional.of(relation.target());
      }
    }
    return Optional.empty();
  }

  private static Map<String, String> targets(
      SpreadsheetParts parts, String relations, String folder) throws XMLStreamException {
    Map<String, String> targets = new HashMap<>();
    for (Relation relation : relations(parts, relations, folder)) {
      targets.put(relation.id(), relation.target());
    }
    return targets;
  }

  private record Relation(String id, String type, String target) {}

  private static List<Relation> relations(SpreadsheetParts parts, String relations, String folder)
      throws XMLStreamException {
    List<Relation> found = new ArrayList<>();
    Optional<byte[]> part = parts.find(relations);
    if (part.isEmpty()) {
      return found;
    }
    XMLStreamReader xml = SafeXml.open(part.get());
    while (xml.hasNext()) {
      if (SafeXml.next(xml) == XMLStreamConstants.START_ELEMENT
          && xml.getLocalName().equals("Relationship")) {
        String target = xml.getAttributeValue(null, "Target");
        found.add(
            new Relation(
                xml.getAttributeValue(null, "Id"),
                xml.getAttributeValue(null, "Type"),
                target.startsWith("/") ? target.substring(1) : folder + target));
      }
    }
    return found;
  }
}
