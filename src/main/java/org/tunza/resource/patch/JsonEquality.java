package org.tunza.resource.patch;

import java.math.BigDecimal;
import java.util.List;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * Whether two values are the same as JSON sees it: numbers by value, members in any order.
 * https://www.rfc-editor.org/rfc/rfc6902#section-4.6
 */
final class JsonEquality {

  private JsonEquality() {}

  static boolean same(Node one, Node other) {
    return switch (one) {
      case ObjectNode object -> other instanceof ObjectNode that && sameMembers(object, that);
      case ArrayNode array -> other instanceof ArrayNode that && sameItems(array, that);
      case Node.NumberNode(String text) ->
          other instanceof Node.NumberNode(String that)
              && new BigDecimal(text).compareTo(new BigDecimal(that)) == 0;
      case Node.Scalar scalar -> scalar.equals(other);
    };
  }

  private static boolean sameMembers(ObjectNode one, ObjectNode other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      Node that = other.member(one.name(i));
      if (that == null || !same(one.value(i), that)) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameItems(ArrayNode one, ArrayNode other) {
    List<Node> these = one.items();
    List<Node> those = other.items();
    if (these.size() != those.size()) {
      return false;
    }
    for (int i = 0; i < these.size(); i++) {
      if (!same(these.get(i), those.get(i))) {
        return false;
      }
    }
    return true;
  }
}
