package org.tunza.resource.xml;

import static org.tunza.record.RefusalCode.INVALID_ENCODING;
import static org.tunza.record.RefusalCode.MALFORMED_XML;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.tunza.record.Outcome;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.resource.tree.Utf8;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * XML as a document that can be edited. A document type is refused, and with it every entity.
 * https://hl7.org/fhir/R4/xml.html
 */
public final class XmlDocuments {

  /** Elements within each other: those of a resource, and in it those of a narrative. */
  static final int DEPTH_MAX = 2 * JsonReader.DEPTH_MAX;

  private static final DocumentBuilderFactory FACTORY = factory();

  private XmlDocuments() {}

  private static DocumentBuilderFactory factory() {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
    try {
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
    factory.setAttribute("jdk.xml.maxElementDepth", String.valueOf(DEPTH_MAX));
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    factory.setCoalescing(true);
    return factory;
  }

  /** Reads a document from its text. */
  public static Outcome<Document> parse(byte[] utf8) {
    if (!Utf8.isValid(utf8)) {
      return Outcome.refused(INVALID_ENCODING, "", "the body is not valid UTF-8");
    }
    try {
      DocumentBuilder builder = FACTORY.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      InputSource source = new InputSource(new ByteArrayInputStream(utf8));
      source.setEncoding(StandardCharsets.UTF_8.name());
      return Outcome.done(builder.parse(source));
    } catch (SAXException e) {
      return Outcome.refused(MALFORMED_XML, "", "not XML, too deep, or with a document type");
    } catch (IOException | ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The document of a valid resource. */
  public static Document of(ObjectNode resource) {
    return parse(XmlWriter.write(resource)).orThrow();
  }

  /** The resource that a document holds; elements that nothing is left of are passed over. */
  public static Outcome<ObjectNode> resource(Document document) {
    try {
      return XmlReader.read(DocumentWriter.write(document).getBytes(StandardCharsets.UTF_8));
    } catch (XmlFault fault) {
      return Outcome.refused(fault.refusal());
    }
  }
}
