package org.tunza.resource.xml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.definition.Member;
import org.tunza.resource.definition.TypeDefinition;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * Writes a valid resource as FHIR XML, in the order of the definitions. One object writes one text.
 * https://hl7.org/fhir/R4/xml.html
 */
public final class XmlWriter {

  private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

  private final Definitions definitions = Definitions.r4();
  private final StringBuilder text = new StringBuilder(4096);
  private final String newLine;
  private int depth;

  private XmlWriter(String newLine) {
    this.newLine = newLine;
  }

  /** The resource without blanks between elements. */
  public static byte[] write(ObjectNode resource) {
    return new XmlWriter("").document(resource);
  }

  /** The resource with a line for each element, for people. */
  public static byte[] writePretty(ObjectNode resource) {
    return new XmlWriter("\n").document(resource);
  }

  private byte[] document(ObjectNode resource) {
    text.append(DECLARATION).append(newLine);
    resource(resource, " xmlns=\"" + XmlReader.FHIR + "\"");
    text.append(newLine);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void resource(ObjectNode resource, String namespace) {
    String name = Objects.requireNonNull(resource.string("resourceType"));
    TypeDefinition type = Objects.requireNonNull(definitions.resource(name));
    text.append('<').append(name).append(namespace);
    finish(type, resource, name);
  }

  /** Writes attributes, children and the end of the element whose tag has been opened. */
  private void finish(TypeDefinition type, @Nullable ObjectNode object, String tag) {
    List<Member> members = object == null ? List.of() : members(type, object);
    boolean empty = true;
    for (Member member : members) {
      if (member.element().attribute()) {
        attribute(member.name(), ((Node.Scalar) value(object, member.name())).text());
      }
    }
    for (Member member : members) {
      if (!member.element().attribute()) {
        text.append(empty ? ">" : "");
        empty = false;
        depth++;
        children(object, member);
        depth--;
      }
    }
    if (empty) {
      text.append("/>");
    } else {
      line();
      text.append("</").append(tag).append('>');
    }
  }

  private void attribute(String name, String value) {
    text.append(' ').append(name).append("=\"");
    XmlText.escapeValue(value, text);
    text.append('"');
  }

  private void line() {
    if (!newLine.isEmpty()) {
      text.append(newLine).repeat("  ", depth);
    }
  }

  /** What the object has, in the order of the definition; a value stands for its companion. */
  private static List<Member> members(TypeDefinition type, ObjectNode object) {
    List<Member> members = new ArrayList<>(object.size());
    for (int i = 0; i < object.size(); i++) {
      Member member = type.member(object.name(i));
      if (member == null) {
        if (!object.name(i).equals("resourceType")) {
          throw new IllegalStateException("a member that " + type.name() + " doesn't have");
        }
      } else if (!member.companion() || object.member(member.name().substring(1)) == null) {
        members.add(member);
      }
    }
    members.sort(Comparator.comparingInt(member -> member.element().order()));
    return members;
  }

  private static Node value(@Nullable ObjectNode object, String name) {
    return Objects.requireNonNull(Objects.requireNonNull(object).member(name));
  }

  private void children(@Nullable ObjectNode parent, Member member) {
    ObjectNode object = Objects.requireNonNull(parent);
    String name = member.companion() ? member.name().substring(1) : member.name();
    Node value = object.member(name);
    Node companion = member.type().isPrimitive() ? object.member("_" + name) : null;
    if (!member.element().repeats()) {
      child(name, member, value, companion);
      return;
    }
    int size = Math.max(size(value), size(companion));
    for (int i = 0; i < size; i++) {
      child(name, member, item(value, i), item(companion, i));
    }
  }

  private static int size(@Nullable Node array) {
    return array instanceof ArrayNode items ? items.size() : 0;
  }

  private static @Nullable Node item(@Nullable Node array, int index) {
    return array instanceof ArrayNode(List<Node> items) && index < items.size()
        ? items.get(index)
        : null;
  }

  private void child(String name, Member member, @Nullable Node value, @Nullable Node companion) {
    line();
    if (name.equals("div") && value instanceof Node.StringNode(String xhtml)) {
      text.append(xhtml.strip());
      return;
    }
    text.append('<').append(name);
    if (value instanceof Node.Scalar scalar && scalar != Node.NullNode.NULL) {
      attribute("value", scalar.text());
    }
    if (value instanceof ObjectNode object && member.type().name().equals("Resource")) {
      text.append('>');
      depth++;
      line();
      resource(object, "");
      depth--;
      line();
      text.append("</").append(name).append('>');
    } else {
      ObjectNode object = value instanceof ObjectNode self ? self : asObject(companion);
      finish(member.type(), object, name);
    }
  }

  private static @Nullable ObjectNode asObject(@Nullable Node node) {
    return node instanceof ObjectNode object ? object : null;
  }
}
