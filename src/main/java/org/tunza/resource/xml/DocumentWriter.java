package org.tunza.resource.xml;

import static org.tunza.record.RefusalCode.TOO_COMPLEX;

import java.util.Objects;
import javax.xml.XMLConstants;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.Text;

/**
 * Writes a document as text, each namespace as the default one. Elements of FHIR that have neither
 * attribute nor content are left out: FHIR has no empty ones.
 */
final class DocumentWriter {

  private final StringBuilder text = new StringBuilder(4096);

  private DocumentWriter() {}

  static String write(Document document) {
    DocumentWriter writer = new DocumentWriter();
    writer.element(document.getDocumentElement(), null, 1);
    return writer.text.toString();
  }

  private void element(Element element, @Nullable String outer, int depth) {
    if (depth > XmlDocuments.DEPTH_MAX) {
      throw new XmlFault(TOO_COMPLEX, "", "deeper than the limit");
    }
    int start = text.length();
    String namespace = element.getNamespaceURI();
    text.append('<').append(element.getLocalName());
    if (!Objects.equals(namespace, outer)) {
      attribute("xmlns", namespace == null ? "" : namespace);
    }
    boolean empty = attributes(element) == 0;
    text.append('>');
    int content = text.length();
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element inner) {
        element(inner, namespace, depth + 1);
      } else if (child instanceof Text characters) {
        XmlText.escape(characters.getData(), text);
      } else if (child.getNodeType() == Node.COMMENT_NODE) {
        text.append("<!--").append(child.getNodeValue()).append("-->");
      }
    }
    if (depth > 1 && empty && text.length() == content && XmlReader.FHIR.equals(namespace)) {
      text.setLength(start);
    } else {
      text.append("</").append(element.getLocalName()).append('>');
    }
  }

  /** Writes the attributes other than declarations of namespaces, and tells how many they are. */
  private int attributes(Element element) {
    NamedNodeMap all = element.getAttributes();
    int written = 0;
    for (int i = 0; i < all.getLength(); i++) {
      Attr one = (Attr) all.item(i);
      String namespace = one.getNamespaceURI();
      if (XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(namespace)) {
        continue;
      }
      if (namespace != null && !XMLConstants.XML_NS_URI.equals(namespace)) {
        attribute("xmlns:" + one.getPrefix(), namespace);
      }
      attribute(one.getName(), one.getValue());
      written++;
    }
    return written;
  }

  private void attribute(String name, String value) {
    text.append(' ').append(name).append("=\"");
    XmlText.escapeValue(value, text);
    text.append('"');
  }
}
