package org.tunza.resource.patch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * One value of an element, with the id and extensions that stand beside a primitive in a member
 * whose name begins with an underscore. https://hl7.org/fhir/R4/json.html#primitive
 */
record Item(@Nullable Node value, @Nullable ObjectNode companion) {

  boolean isEmpty() {
    return (value == null || (value instanceof ObjectNode object && object.size() == 0))
        && (companion == null || companion.size() == 0);
  }

  /** The values of the member of this name; empty when it isn't there. */
  static List<Item> in(ObjectNode container, String name) {
    List<Node> values = nodes(container.member(name));
    List<Node> companions = nodes(container.member("_" + name));
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < Math.max(values.size(), companions.size()); i++) {
      Node value = i < values.size() ? values.get(i) : Node.NullNode.NULL;
      Node companion = i < companions.size() ? companions.get(i) : Node.NullNode.NULL;
      items.add(
          new Item(
              value instanceof Node.NullNode ? null : value,
              companion instanceof ObjectNode object ? object : null));
    }
    return items;
  }

  private static List<Node> nodes(@Nullable Node member) {
    if (member == null) {
      return List.of();
    }
    return member instanceof ArrayNode array ? array.items() : List.of(member);
  }

  /** The container with these values in the member of this name; empty ones are left out. */
  static ObjectNode put(ObjectNode container, String name, boolean repeats, List<Item> all) {
    List<Item> items = all.stream().filter(item -> !item.isEmpty()).toList();
    List<Node> values = new ArrayList<>();
    List<Node> companions = new ArrayList<>();
    boolean anyValue = false;
    boolean anyCompanion = false;
    for (Item item : items) {
      values.add(item.value == null ? Node.NullNode.NULL : item.value);
      companions.add(item.companion == null ? Node.NullNode.NULL : item.companion);
      anyValue |= item.value != null;
      anyCompanion |= item.companion != null;
    }
    String beside = "_" + name;
    ObjectNode result =
        anyValue ? container.with(name, member(values, repeats)) : container.without(name);
    return anyCompanion
        ? result.withAfter(name, beside, member(companions, repeats))
        : result.without(beside);
  }

  private static Node member(List<Node> nodes, boolean repeats) {
    if (repeats) {
      return new ArrayNode(nodes);
    }
    if (nodes.size() > 1) {
      throw new PatchFault("the element can't repeat");
    }
    return nodes.getFirst();
  }
}
