package org.pamoja.hub.settlement.sheets;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Parses the XML of one sheet. For one thread and one sheet. */
final class SheetParser {
  /** Spreadsheets count in binary: 100.35 may be stored as 100.34999999999999. */
  private static final MathContext SHOWN = new MathContext(15);

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?\\d{1,400}(?:\\.\\d{1,400})?(?:[eE][+-]?\\d{1,3})?");

  private final List<String> texts;
  private final SheetLimits limits;
  private final KeptTexts kept;
  private final List<List<String>> lines = new ArrayList<>();

  SheetParser(List<String> texts, SheetLimits limits, KeptTexts kept) {
    this.texts = texts;
    this.limits = limits;
    this.kept = kept;
  }

  List<List<String>> parse(byte[] sheet) throws XMLStreamException, SheetFormatException {
    XMLStreamReader xml = SafeXml.open(sheet);
    while (xml.hasNext()) {
      if (SafeXml.next(xml) == XMLStreamConstants.START_ELEMENT
          && xml.getLocalName().equals("row")) {
        startLine(xml.getAttributeValue(null, "r"));
        readCells(xml, lines.getLast());
      }
    }
    return lines;
  }

  /** Lines that are left out in the file are empty; those before the last one are out of order. */
  private void startLine(String number) throws SheetFormatException {
    int line = number == null ? lines.size() + 1 : Integer.parseInt(number);
    if (line > limits.lines()) {
      throw new SheetFormatException("more than " + limits.lines() + " lines");
    }
    if (line <= lines.size()) {
      throw new SheetFormatException("a spreadsheet whose lines are out of order");
    }
    while (lines.size() < line - 1) {
      lines.add(List.of());
    }
    lines.add(new ArrayList<>());
  }

  private void readCells(XMLStreamReader xml, List<String> cells)
      throws XMLStreamException, SheetFormatException {
    int next = 0;
    while (xml.hasNext()) {
      int event = SafeXml.next(xml);
      if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("row")) {
        return;
      }
      if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("c")) {
        String reference = xml.getAttributeValue(null, "r");
        int column = reference == null ? next : column(reference);
        next = column + 1;
        put(cells, column, cell(xml));
      }
    }
  }

  private void put(List<String> cells, int column, String text) throws SheetFormatException {
    if (column >= limits.columns()) {
      return;
    }
    if (column < cells.size()) {
      throw new SheetFormatException("a spreadsheet whose cells are out of order");
    }
    cells.addAll(Collections.nCopies(column - cells.size(), ""));
    cells.add(text);
  }

  /** The column of a reference such as {@code C7}, from 0; far right ones all count as outside. */
  private int column(String reference) {
    int column = 0;
    for (int i = 0; i < reference.length() && Character.isLetter(reference.charAt(i)); i++) {
      int letter = Character.toUpperCase(reference.charAt(i)) - 'A';
      if (letter < 0 || letter > 25) {
        throw new IllegalArgumentException("no reference to a cell");
      }
      column = Math.min(column * 26 + letter + 1, limits.columns() + 1);
    }
    return column - 1;
  }

  private String cell(XMLStreamReader xml) throws XMLStreamException, SheetFormatException {
    String type = xml.getAttributeValue(null, "t");
    String value = "";
    while (xml.hasNext()) {
      int event = SafeXml.next(xml);
      if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("c")) {
        return understood(type == null ? "n" : type, value);
      }
      if (event == XMLStreamConstants.START_ELEMENT) {
        value =
            switch (xml.getLocalName()) {
              case "v" -> plain(xml, "v");
              case "is" -> SharedTexts.item(xml, "is", limits);
              default -> value;
            };
      }
    }
    throw new XMLStreamException("the cell does not end");
  }

  private String plain(XMLStreamReader xml, String name)
      throws XMLStreamException, SheetFormatException {
    StringBuilder text = new StringBuilder();
    while (xml.hasNext()) {
      int event = SafeXml.next(xml);
      if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals(name)) {
        return text.toString();
      }
      if (xml.isCharacters()) {
        SharedTexts.append(text, xml.getText(), limits);
      }
    }
    throw new XMLStreamException("the value does not end");
  }

  private String understood(String type, String value) throws SheetFormatException {
    return switch (type) {
      case "s" -> value.isEmpty() ? "" : texts.get(Integer.parseInt(value.strip()));
      case "n" -> kept.keep(number(value.strip()));
      case "e" -> throw new SheetFormatException("a cell with the error " + value);
      default -> kept.keep(value);
    };
  }

  private static String number(String value) throws SheetFormatException {
    if (value.isEmpty()) {
      return "";
    }
    if (!NUMBER.matcher(value).matches()) {
      throw new SheetFormatException("a cell whose number cannot be read");
    }
    BigDecimal rounded = new BigDecimal(value).round(SHOWN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
