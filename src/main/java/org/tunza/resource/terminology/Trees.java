package org.tunza.resource.terminology;

import java.util.List;
import org.tunza.record.terminology.Concept.Kind;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/** What is read again and again from definitional resources. */
public final class Trees {

  private Trees() {}

  /** The text of a primitive member, empty when there is none. */
  public static String text(ObjectNode node, String name) {
    return node.member(name) instanceof Node.Scalar value ? value.text() : "";
  }

  /** The objects of a repeated member. */
  public static List<ObjectNode> objects(ObjectNode node, String name) {
    ArrayNode array = node.array(name);
    return array == null
        ? List.of()
        : array.items().stream()
            .filter(ObjectNode.class::isInstance)
            .map(ObjectNode.class::cast)
            .toList();
  }

  /** The texts of a repeated primitive member. */
  public static List<String> texts(ObjectNode node, String name) {
    ArrayNode array = node.array(name);
    return array == null
        ? List.of()
        : array.items().stream()
            .filter(Node.Scalar.class::isInstance)
            .map(item -> ((Node.Scalar) item).text())
            .toList();
  }

  /** The member that holds a property's value of a kind. */
  public static String value(Kind kind) {
    return switch (kind) {
      case CODE -> "valueCode";
      case CODING -> "valueCoding";
      case STRING -> "valueString";
      case INTEGER -> "valueInteger";
      case BOOLEAN -> "valueBoolean";
      case DATE_TIME -> "valueDateTime";
      case DECIMAL -> "valueDecimal";
    };
  }
}
