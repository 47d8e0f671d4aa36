package org.pamoja.hub.settlement.sheets;

import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The table of texts that the cells of a spreadsheet refer to by number. */
final class SharedTexts {
  private SharedTexts() {}

  /**
   * The texts, without their formatting and reading aids, stripped here once: a cell that did so
   * would keep a copy of its own.
   */
  static List<String> read(byte[] part, SheetLimits limits, KeptTexts kept)
      throws XMLStreamException, SheetFormatException {
    List<String> texts = new ArrayList<>();
    XMLStreamReader xml = SafeXml.open(part);
    while (xml.hasNext()) {
      if (SafeXml.next(xml) == XMLStreamConstants.START_ELEMENT
          && xml.getLocalName().equals("si")) {
        if (texts.size() == limits.texts()) {
          throw new SheetFormatException("more than " + limits.texts() + " texts");
        }
        texts.add(kept.keep(item(xml, "si", limits)));
      }
    }
    return texts;
  }

  /** All text below the element {@code name}, at whose start the reader is. */
  static String item(XMLStreamReader xml, String name, SheetLimits limits)
      throws XMLStreamException, SheetFormatException {
    StringBuilder text = new StringBuilder();
    boolean shown = false;
    boolean aid = false;
    while (xml.hasNext()) {
      int event = SafeXml.next(xml);
      if (event == XMLStreamConstants.START_ELEMENT) {
        shown = xml.getLocalName().equals("t");
        aid |= xml.getLocalName().equals("rPh");
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        shown = false;
        aid &= !xml.getLocalName().equals("rPh");
        if (xml.getLocalName().equals(name)) {
          return text.toString();
        }
      } else if (shown && !aid && xml.isCharacters()) {
        append(text, xml.getText(), limits);
      }
    }
    throw new XMLStreamException("the text does not end");
  }

  static void append(StringBuilder text, String more, SheetLimits limits)
      throws SheetFormatException {
    if (text.length() + more.length() > limits.text()) {
      throw new SheetFormatException("a cell of more than " + limits.text() + " characters");
    }
    text.append(more);
  }
}
