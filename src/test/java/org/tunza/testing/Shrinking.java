package org.tunza.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/** Takes members and items away from a resource that fails, for as long as it still fails. */
public final class Shrinking {

  private Shrinking() {}

  /** A resource for which the predicate holds and from which nothing more can be taken. */
  public static ObjectNode smallest(ObjectNode failing, Predicate<ObjectNode> fails) {
    ObjectNode smallest = failing;
    for (boolean smaller = true; smaller; ) {
      smaller = false;
      for (Node candidate : smallerOnes(smallest)) {
        if (candidate instanceof ObjectNode object && fails.test(object)) {
          smallest = object;
          smaller = true;
          break;
        }
      }
    }
    return smallest;
  }

  private static List<Node> smallerOnes(Node node) {
    return switch (node) {
      case ObjectNode object -> smallerObjects(object);
      case ArrayNode array -> smallerArrays(array);
      case Node.Scalar scalar -> List.of();
    };
  }

  private static List<Node> smallerObjects(ObjectNode object) {
    List<Node> smaller = new ArrayList<>();
    for (int i = 0; i < object.size(); i++) {
      smaller.add(object.without(object.name(i)));
    }
    for (int i = 0; i < object.size(); i++) {
      for (Node value : smallerOnes(object.value(i))) {
        smaller.add(object.with(object.name(i), value));
      }
    }
    return smaller;
  }

  private static List<Node> smallerArrays(ArrayNode array) {
    List<Node> smaller = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      List<Node> fewer = new ArrayList<>(array.items());
      fewer.remove(i);
      smaller.add(new ArrayNode(fewer));
      for (Node item : smallerOnes(array.items().get(i))) {
        List<Node> changed = new ArrayList<>(array.items());
        changed.set(i, item);
        smaller.add(new ArrayNode(changed));
      }
    }
    return smaller;
  }
}
