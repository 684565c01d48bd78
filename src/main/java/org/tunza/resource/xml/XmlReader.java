package org.tunza.resource.xml;

import static org.tunza.record.RefusalCode.INVALID_ENCODING;
import static org.tunza.record.RefusalCode.MALFORMED_XML;
import static org.tunza.record.RefusalCode.TOO_COMPLEX;
import static org.tunza.record.RefusalCode.UNKNOWN_TYPE;

import java.io.BufferedReader;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.definition.Member;
import org.tunza.resource.definition.Primitive;
import org.tunza.resource.definition.TypeDefinition;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.NumberText;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.resource.tree.Utf8;
import org.tunza.resource.tree.Utf8Stream;

/**
 * Reads FHIR XML into the tree that the same content in JSON has. Refuses what the definitions
 * don't know, another order than theirs, DTDs and with them all entities, and depth beyond the
 * limit; values are looked at by the validator. One object reads one text.
 * https://hl7.org/fhir/R4/xml.html
 */
public final class XmlReader {

  static final String FHIR = "http://hl7.org/fhir";

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** Where the entries of a bundle stand: in an array of the outermost object. */
  private static final int ENTRY_DEPTH = 3;

  private static final XMLInputFactory FACTORY = factory();

  private final Definitions definitions = Definitions.r4();
  private final TypeDefinition anyResource = Objects.requireNonNull(definitions.type("Resource"));
  private final XmlCursor cursor;
  private final @Nullable Entries entries;

  /** Takes the entries of a bundle as they come. */
  @FunctionalInterface
  public interface Entries {
    void take(ObjectNode entry) throws IOException;
  }

  private XmlReader(XMLStreamReader stream, @Nullable Entries entries) {
    this.cursor = new XmlCursor(stream);
    this.entries = entries;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    return factory;
  }

  /** Reads one resource that fills the whole of the bytes. */
  public static Outcome<ObjectNode> read(byte[] utf8) {
    if (!Utf8.isValid(utf8)) {
      return Outcome.refused(INVALID_ENCODING, "", "the body is not valid UTF-8");
    }
    String text = new String(utf8, StandardCharsets.UTF_8);
    String body = text.indexOf(BYTE_ORDER_MARK) == 0 ? text.substring(1) : text;
    try {
      return read(new StringReader(body), null);
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory can't be read", e);
    }
  }

  /** Reads a bundle; its entries are given away one by one, and are not in the tree. */
  public static Outcome<ObjectNode> readBundle(InputStream utf8, Entries entries)
      throws IOException {
    BufferedReader body =
        new BufferedReader(new InputStreamReader(new Utf8Stream(utf8), StandardCharsets.UTF_8));
    try {
      body.mark(1);
      if (body.read() != BYTE_ORDER_MARK) {
        body.reset();
      }
      return read(body, entries);
    } catch (CharConversionException e) {
      return Outcome.refused(INVALID_ENCODING, "", "the body is not valid UTF-8");
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Outcome<ObjectNode> read(Reader body, @Nullable Entries entries)
      throws IOException {
    try {
      XMLStreamReader stream = FACTORY.createXMLStreamReader(body);
      try {
        return Outcome.done(new XmlReader(stream, entries).document(stream));
      } finally {
        stream.close();
      }
    } catch (XmlFault fault) {
      return Outcome.refused(fault.refusal());
    } catch (XMLStreamException e) {
      if (e.getNestedException() instanceof IOException broken) {
        throw broken;
      }
      return Outcome.refused(refusal(e));
    }
  }

  private static Refusal refusal(XMLStreamException e) {
    String where =
        e.getLocation() == null
            ? ""
            : " at line %d, column %d"
                .formatted(e.getLocation().getLineNumber(), e.getLocation().getColumnNumber());
    return Refusal.of(MALFORMED_XML, "", "not XML" + where);
  }

  private ObjectNode document(XMLStreamReader stream) throws XMLStreamException {
    String encoding = stream.getCharacterEncodingScheme();
    if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
      throw cursor.fault(INVALID_ENCODING, "XML is UTF-8");
    }
    if (!cursor.nextElement()) {
      throw cursor.fault(MALFORMED_XML, "no element");
    }
    TypeDefinition type = resourceType();
    cursor.place().enter(type.name());
    ObjectNode resource = resource(type, 1);
    cursor.place().leave();
    cursor.end();
    return resource;
  }

  /** The type that the element the cursor is at is named after. */
  private TypeDefinition resourceType() {
    cursor.requireNamespace(FHIR);
    TypeDefinition type = definitions.resource(cursor.name());
    if (type == null) {
      throw cursor.fault(UNKNOWN_TYPE, "an element that is not named after an R4 resource type");
    }
    return type;
  }

  private ObjectNode resource(TypeDefinition type, int depth) throws XMLStreamException {
    ObjectNode.Builder builder = new ObjectNode.Builder();
    builder.add("resourceType", Node.string(type.name()));
    return object(type, builder, depth);
  }

  /** Reads the element that the cursor is at, to its end. */
  private ObjectNode object(TypeDefinition type, ObjectNode.Builder builder, int depth)
      throws XMLStreamException {
    if (depth >= JsonReader.DEPTH_MAX) {
      throw cursor.fault(TOO_COMPLEX, "deeper than the limit");
    }
    for (int i = 0; i < cursor.attributes(); i++) {
      Member member = cursor.isPlain(i) ? type.member(cursor.attributeName(i)) : null;
      if (member != null && member.element().attribute()) {
        builder.add(member.name(), Node.string(cursor.attribute(i)));
      } else if (!cursor.isIgnored(i) && !isValue(type, i)) {
        throw cursor.fault(MALFORMED_XML, "an attribute that is not known here");
      }
    }
    Run run = null;
    while (cursor.nextElement()) {
      Member member = child(type, run == null ? -1 : run.order());
      if (run == null || !run.isOf(member)) {
        finish(run, builder);
        run = new Run(member);
      }
      cursor.place().enter(member.path());
      if (member.element().repeats()) {
        cursor.place().at(run.size());
      } else if (run.size() > 0) {
        throw cursor.fault(MALFORMED_XML, "it occurs once");
      }
      child(member, run, depth + (member.element().repeats() ? 2 : 1));
      cursor.place().leave();
    }
    finish(run, builder);
    return builder.build();
  }

  private void finish(@Nullable Run run, ObjectNode.Builder builder) {
    if (run != null && !run.addTo(builder)) {
      throw cursor.fault(MALFORMED_XML, "an element that occurs twice, with another between");
    }
  }

  /** The member that the element the cursor is at stands for. */
  private Member child(TypeDefinition type, int orderSoFar) {
    String name = cursor.name();
    Member member = type.member(name);
    if (member == null || member.companion() || member.element().attribute()) {
      throw cursor.unknown(name);
    }
    cursor.requireNamespace(member.type().primitive() == Primitive.XHTML ? XhtmlText.XHTML : FHIR);
    if (member.element().order() < orderSoFar) {
      cursor.place().enter(member.path());
      throw cursor.fault(MALFORMED_XML, "not in the order of the definition");
    }
    return member;
  }

  private void child(Member member, Run run, int depth) throws XMLStreamException {
    Primitive primitive = member.type().primitive();
    if (primitive == Primitive.XHTML) {
      run.add(Node.string(XhtmlText.read(cursor)), null);
    } else if (primitive != null) {
      String text = cursor.value();
      ObjectNode companion = object(member.type(), new ObjectNode.Builder(), depth);
      Node value = text == null ? null : value(primitive, text);
      run.add(value, companion.size() > 0 || value == null ? companion : null);
    } else if (member.type() == anyResource) {
      run.add(nested(depth), null);
    } else if (entries != null && depth == ENTRY_DEPTH && isEntry(member)) {
      run.pass();
      give(entries, object(member.type(), new ObjectNode.Builder(), depth));
    } else {
      run.add(object(member.type(), new ObjectNode.Builder(), depth), null);
    }
  }

  private static boolean isEntry(Member member) {
    return member.type().name().equals("Bundle.entry");
  }

  private static void give(Entries entries, ObjectNode entry) {
    try {
      entries.take(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A resource within another stands in an element of its own: contained, resource. */
  private ObjectNode nested(int depth) throws XMLStreamException {
    if (cursor.attributes() > 0 || !cursor.nextElement()) {
      throw cursor.fault(MALFORMED_XML, "holds one resource and nothing else");
    }
    ObjectNode resource = resource(resourceType(), depth);
    if (cursor.nextElement()) {
      throw cursor.fault(MALFORMED_XML, "holds one resource and nothing else");
    }
    return resource;
  }

  private boolean isValue(TypeDefinition type, int attribute) {
    return type.isPrimitive()
        && cursor.isPlain(attribute)
        && cursor.attributeName(attribute).equals("value");
  }

  /** Text that is no number or boolean stays a string, which the validator refuses. */
  private static Node value(Primitive primitive, String text) {
    return switch (primitive.form()) {
      case BOOLEAN ->
          text.equals("true") || text.equals("false")
              ? Node.bool(text.equals("true"))
              : Node.string(text);
      case NUMBER -> NumberText.isNumber(text) ? new Node.NumberNode(text) : Node.string(text);
      case STRING -> Node.string(text);
    };
  }
}
