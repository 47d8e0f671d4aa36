package org.pamoja.hub.settlement.sheets;

import java.io.ByteArrayInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads XML of others with the JDK's own parser: no document type, no entities but the five of XML
 * itself, nothing fetched. Threads may share it, not the readers.
 */
final class SafeXml {
  private static final XMLInputFactory FACTORY = factory();

  private SafeXml() {}

  /** A reader before the document's root. */
  static XMLStreamReader open(byte[] document) throws XMLStreamException {
    return FACTORY.createXMLStreamReader(new ByteArrayInputStream(document));
  }

  /**
   * The next event.
   *
   * @throws XMLStreamException for XML that is not well formed, and for a document type
   */
  static int next(XMLStreamReader reader) throws XMLStreamException {
    int event = reader.next();
    if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
      throw new XMLStreamException("a document type or an entity");
    }
    return event;
  }

  private static XMLInputFactory factory() {
    // Never one that some library on the path brings: they keep other rules.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    return factory;
  }
}
