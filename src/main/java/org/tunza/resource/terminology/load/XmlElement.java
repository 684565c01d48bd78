package org.tunza.resource.terminology.load;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of a large document, read alone. A document type is passed over, and what it would
 * bring in is not fetched.
 */
record XmlElement(String name, Map<String, String> attributes, List<Piece> content) {

  private static final int DEPTH_MAX = 100;
  private static final XMLInputFactory FACTORY = factory();

  /** What an element holds. */
  sealed interface Piece {
    record Child(XmlElement element) implements Piece {}

    record Text(String text) implements Piece {}
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /** Each element of one of these names, in the order of the document. */
  static void each(Member file, Set<String> names, Consumer<XmlElement> taker) throws IOException {
    try (InputStream stream = file.open()) {
      XMLStreamReader reader = FACTORY.createXMLStreamReader(stream);
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamConstants.START_ELEMENT
            && names.contains(reader.getLocalName())) {
          taker.accept(read(reader, 0));
        }
      }
    } catch (XMLStreamException e) {
      throw new UnreadableTerminology(
          "line %d of %s is not well-formed"
              .formatted(
                  e.getLocation() == null ? 0 : e.getLocation().getLineNumber(), file.name()));
    }
  }

  private static XmlElement read(XMLStreamReader reader, int depth) throws XMLStreamException {
    if (depth == DEPTH_MAX) {
      throw new XMLStreamException("too deep", reader.getLocation());
    }
    String name = reader.getLocalName();
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    List<Piece> content = new ArrayList<>();
    for (int event = reader.next();
        event != XMLStreamConstants.END_ELEMENT;
        event = reader.next()) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        content.add(new Piece.Child(read(reader, depth + 1)));
      } else if (event == XMLStreamConstants.CHARACTERS) {
        content.add(new Piece.Text(reader.getText()));
      }
    }
    return new XmlElement(name, Map.copyOf(attributes), List.copyOf(content));
  }

  String attribute(String of) {
    return attributes.getOrDefault(of, "");
  }

  List<XmlElement> children(String of) {
    return content.stream()
        .filter(Piece.Child.class::isInstance)
        .map(piece -> ((Piece.Child) piece).element)
        .filter(child -> child.name.equals(of))
        .toList();
  }

  /** The text of the first child of a name; empty when there is none. */
  String textOf(String child) {
    return children(child).stream().findFirst().map(XmlElement::text).orElse("");
  }

  /** All text in it but that of cross references, with single blanks. */
  String text() {
    StringBuilder text = new StringBuilder();
    gather(text);
    return text.toString().replaceAll("\\s+", " ").strip();
  }

  private void gather(StringBuilder text) {
    for (Piece piece : content) {
      switch (piece) {
        case Piece.Text(String own) -> text.append(own);
        case Piece.Child(XmlElement child) -> {
          if (!child.name.equals("Reference")) {
            child.gather(text);
          }
        }
      }
    }
  }
}
