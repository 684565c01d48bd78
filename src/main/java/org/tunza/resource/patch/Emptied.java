package org.tunza.resource.patch;

import java.util.ArrayList;
import java.util.List;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * Takes away arrays and objects that have nothing left: FHIR has no empty ones, and who removes the
 * last item means the element. https://hl7.org/fhir/R4/json.html
 */
final class Emptied {

  private Emptied() {}

  static Node pruned(Node node) {
    return switch (node) {
      case ObjectNode object -> pruned(object);
      case ArrayNode array -> pruned(array);
      case Node.Scalar scalar -> scalar;
    };
  }

  private static ObjectNode pruned(ObjectNode object) {
    ObjectNode.Builder builder = new ObjectNode.Builder();
    for (int i = 0; i < object.size(); i++) {
      Node value = pruned(object.value(i));
      if (!isEmpty(value)) {
        builder.add(object.name(i), value);
      }
    }
    return builder.build();
  }

  private static ArrayNode pruned(ArrayNode array) {
    List<Node> items = new ArrayList<>(array.size());
    for (Node item : array.items()) {
      Node value = pruned(item);
      if (!isEmpty(value)) {
        items.add(value);
      }
    }
    return new ArrayNode(items);
  }

  private static boolean isEmpty(Node node) {
    return switch (node) {
      case ObjectNode object -> object.size() == 0;
      case ArrayNode array -> array.size() == 0;
      case Node.Scalar scalar -> false;
    };
  }
}
