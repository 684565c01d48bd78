package org.tunza.resource.search.criteria;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tunza.resource.search.Form;
import org.tunza.resource.search.terms.Emit;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/** The words that elements have, as they are written. */
final class Words {

  private Words() {}

  /** Of a name, an address or a text. */
  static Stream<String> ofText(Node value, Form form) {
    return switch (form) {
      case NAME -> members(value, Emit.NAME_PARTS);
      case ADDRESS -> members(value, Emit.ADDRESS_PARTS);
      default -> texts(value);
    };
  }

  private static Stream<String> members(Node value, List<String> names) {
    return value instanceof ObjectNode object
        ? names.stream().flatMap(name -> texts(object.member(name)))
        : Stream.of();
  }

  private static Stream<String> texts(@Nullable Node value) {
    return switch (value) {
      case Node.StringNode(String text) -> Stream.of(text);
      case ArrayNode(List<Node> items) -> items.stream().flatMap(Words::texts);
      case null, default -> Stream.of();
    };
  }

  /** The texts of a code: of a concept, a coding, or the type of an identifier. */
  static Stream<String> ofCode(Node value) {
    if (!(value instanceof ObjectNode object)) {
      return Stream.of();
    }
    ObjectNode type = object.object("type");
    return Stream.of(
            texts(object.member("text")),
            texts(object.member("display")),
            codings(object).flatMap(coding -> texts(coding.member("display"))),
            type == null ? Stream.<String>of() : ofCode(type))
        .flatMap(Objects::requireNonNull);
  }

  static Stream<ObjectNode> codings(ObjectNode concept) {
    return concept.member("coding") instanceof ArrayNode(List<Node> items)
        ? items.stream().filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast)
        : Stream.of();
  }
}
