package org.tunza.resource.xml;

import static org.tunza.record.RefusalCode.MALFORMED_XML;

import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.tunza.record.RefusalCode;
import org.tunza.resource.tree.Place;

/** Where the reading of an XML text is: at an element's start or end, and at which FHIRPath. */
final class XmlCursor {

  private static final int UNKNOWN_NAME_LENGTH_MAX = 32;

  private final XMLStreamReader stream;
  private final Place place = new Place();

  XmlCursor(XMLStreamReader stream) {
    this.stream = stream;
  }

  Place place() {
    return place;
  }

  XMLStreamReader stream() {
    return stream;
  }

  /**
   * Goes on to the next element's start or the end of the current one; whether it is a start. Only
   * blanks, comments and processing instructions may stand between.
   */
  boolean nextElement() throws XMLStreamException {
    while (true) {
      switch (stream.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          return true;
        }
        case XMLStreamConstants.END_ELEMENT, XMLStreamConstants.END_DOCUMENT -> {
          return false;
        }
        case XMLStreamConstants.COMMENT,
            XMLStreamConstants.SPACE,
            XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (!stream.isWhiteSpace()) {
            throw fault(MALFORMED_XML, "text stands in values and narratives only");
          }
        }
        default -> throw fault(MALFORMED_XML, "a DTD or entity, which FHIR forbids");
      }
    }
  }

  /** Reads what follows the root: nothing that counts. */
  void end() throws XMLStreamException {
    while (stream.hasNext()) {
      stream.next();
    }
  }

  String name() {
    return stream.getLocalName();
  }

  int attributes() {
    return stream.getAttributeCount();
  }

  String attributeName(int index) {
    return stream.getAttributeLocalName(index);
  }

  String attribute(int index) {
    return stream.getAttributeValue(index);
  }

  /** Whether the attribute is in no namespace, as FHIR's are. */
  boolean isPlain(int index) {
    String namespace = stream.getAttributeNamespace(index);
    return namespace == null || namespace.isEmpty();
  }

  /** Hints for schema processors mean nothing to us. */
  boolean isIgnored(int index) {
    return XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI.equals(stream.getAttributeNamespace(index));
  }

  /** The value of a primitive; null when it has none. */
  @Nullable String value() {
    for (int i = 0; i < attributes(); i++) {
      if (isPlain(i) && attributeName(i).equals("value")) {
        return attribute(i);
      }
    }
    return null;
  }

  void requireNamespace(String namespace) {
    if (!namespace.equals(stream.getNamespaceURI())) {
      throw fault(MALFORMED_XML, "an element that is not in the namespace " + namespace);
    }
  }

  XmlFault fault(RefusalCode code, String text) {
    return new XmlFault(code, place.path(), text);
  }

  /** An unknown element, named when its name can't be content. */
  XmlFault unknown(String name) {
    boolean shown = name.length() <= UNKNOWN_NAME_LENGTH_MAX;
    shown &= name.chars().allMatch(c -> c < 0x80 && Character.isLetterOrDigit(c));
    return shown
        ? new XmlFault(MALFORMED_XML, place.path(name), "no such element here")
        : fault(MALFORMED_XML, "an element of unknown name");
  }
}
