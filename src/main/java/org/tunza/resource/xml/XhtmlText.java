package org.tunza.resource.xml;

import static org.tunza.record.RefusalCode.MALFORMED_XML;
import static org.tunza.record.RefusalCode.TOO_COMPLEX;

import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.tunza.resource.tree.JsonReader;

/**
 * Turns a narrative's div from XML into the string that JSON has it as, without prefixes.
 * https://hl7.org/fhir/R4/json.html#xhtml
 */
final class XhtmlText {

  static final String XHTML = "http://www.w3.org/1999/xhtml";

  /** The elements that HTML knows without an end; all others get one, lest browsers misread. */
  private static final Set<String> VOID = Set.of("br", "hr", "img", "col", "area");

  private final XmlCursor cursor;
  private final XMLStreamReader stream;
  private final StringBuilder text = new StringBuilder();

  private XhtmlText(XmlCursor cursor) {
    this.cursor = cursor;
    this.stream = cursor.stream();
  }

  /** Reads the element that the cursor is at, to its end. */
  static String read(XmlCursor cursor) throws XMLStreamException {
    XhtmlText xhtml = new XhtmlText(cursor);
    xhtml.startTag(1);
    xhtml.content();
    return xhtml.text.toString();
  }

  private void content() throws XMLStreamException {
    for (int depth = 1; depth > 0; ) {
      switch (stream.next()) {
        case XMLStreamConstants.START_ELEMENT -> startTag(++depth);
        case XMLStreamConstants.END_ELEMENT -> {
          endTag();
          depth--;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            XmlText.escape(stream.getText(), text);
        case XMLStreamConstants.COMMENT ->
            text.append("<!--").append(stream.getText()).append("-->");
        default -> throw cursor.fault(MALFORMED_XML, "an instruction or entity in a narrative");
      }
    }
  }

  private void startTag(int depth) {
    cursor.requireNamespace(XHTML);
    if (depth > JsonReader.DEPTH_MAX) {
      throw cursor.fault(TOO_COMPLEX, "deeper than the limit");
    }
    text.append('<').append(stream.getLocalName());
    if (depth == 1) {
      text.append(" xmlns=\"").append(XHTML).append('"');
    }
    for (int i = 0; i < stream.getAttributeCount(); i++) {
      String prefix = stream.getAttributePrefix(i);
      text.append(' ');
      if (prefix != null && !prefix.isEmpty()) {
        text.append(prefix).append(':');
      }
      text.append(stream.getAttributeLocalName(i)).append("=\"");
      XmlText.escapeValue(stream.getAttributeValue(i), text);
      text.append('"');
    }
    text.append(VOID.contains(stream.getLocalName()) ? "/>" : ">");
  }

  private void endTag() {
    if (!VOID.contains(stream.getLocalName())) {
      text.append("</").append(stream.getLocalName()).append('>');
    }
  }
}
