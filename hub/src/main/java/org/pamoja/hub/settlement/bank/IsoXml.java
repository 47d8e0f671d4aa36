package org.pamoja.hub.settlement.bank;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.pamoja.hub.admin.AdminTime;
import org.pamoja.hub.settlement.sheets.Cell;

/** Writes ISO 20022 XML, element by element. For one thread and one document. */
final class IsoXml {
  /** Media type of the documents. */
  static final String MEDIA_TYPE = "application/xml";

  private static final Pattern BIC =
      Pattern.compile("[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?");
  private static final int MAX_IDENTIFIER = 35;
  private static final int MAX_NAME = 140;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final XMLStreamWriter out;

  /** Begins a document of a message such as {@code pacs.009.001.08}. */
  IsoXml(String message) {
    try {
      out =
          XMLOutputFactory.newDefaultFactory()
              .createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
      out.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
      out.writeStartElement("Document");
      out.writeDefaultNamespace("urn:iso:std:iso:20022:tech:xsd:" + message);
    } catch (XMLStreamException impossible) {
      throw broken(impossible);
    }
  }

  /** An element with what {@code content} writes into it. */
  IsoXml element(String name, Runnable content) {
    try {
      out.writeStartElement(name);
      content.run();
      out.writeEndElement();
      return this;
    } catch (XMLStreamException impossible) {
      throw broken(impossible);
    }
  }

  /** An element with text. */
  IsoXml element(String name, String text) {
    return element(name, () -> characters(text));
  }

  /** An element with a time in UTC. */
  IsoXml element(String name, Instant time) {
    return element(name, AdminTime.text(time));
  }

  /** An amount with its currency; minor units, not negative. */
  IsoXml amount(String name, BigInteger minorUnits, String currency) {
    try {
      out.writeStartElement(name);
      out.writeAttribute("Ccy", currency);
      out.writeCharacters(Cell.decimal(minorUnits, currency).toPlainString());
      out.writeEndElement();
      return this;
    } catch (XMLStreamException impossible) {
      throw broken(impossible);
    }
  }

  /**
   * Identification of a financial institution: its BIC if the bank's identifier is one, else that
   * identifier as it is, else its name in the scheme.
   */
  IsoXml institution(String name, String bankIdentifier) {
    return element(
        "FinInstnId",
        () -> {
          boolean isBic = BIC.matcher(bankIdentifier).matches();
          if (isBic) {
            element("BICFI", bankIdentifier);
          }
          element("Nm", cut(name, MAX_NAME));
          if (!isBic) {
            String identifier = bankIdentifier.isEmpty() ? name : bankIdentifier;
            element("Othr", () -> element("Id", cut(identifier, MAX_IDENTIFIER)));
          }
        });
  }

  /** An account of the ledger. */
  IsoXml account(String name, String account, String currency) {
    return element(
        name,
        () ->
            element("Id", () -> element("Othr", () -> element("Id", account)))
                .element("Ccy", currency));
  }

  /** The document's bytes. */
  byte[] finish() {
    try {
      out.writeEndElement();
      out.writeEndDocument();
      out.close();
      return bytes.toByteArray();
    } catch (XMLStreamException impossible) {
      throw broken(impossible);
    }
  }

  static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  private void characters(String text) {
    try {
      // XML cannot hold control characters in any form.
      out.writeCharacters(text.replaceAll("[^\\u0020-\\uD7FF\\uE000-\\uFFFD\\t\\n]", " "));
    } catch (XMLStreamException impossible) {
      throw broken(impossible);
    }
  }

  private static IllegalStateException broken(XMLStreamException failure) {
    return new IllegalStateException("a document cannot be written to memory", failure);
  }
}
