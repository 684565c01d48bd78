package org.tunza.create;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * Profiles, security labels and tags that are added to a meta or taken from it; the rest of a meta
 * is the server's. Labels and tags are the same when system and code are.
 * https://hl7.org/fhir/R4/resource-operation-meta-add.html
 */
public enum MetaChange {
  ADD,
  DELETE;

  private static final List<String> LISTS = List.of("profile", "security", "tag");

  /** The meta with what the other one lists added or taken away. */
  public ObjectNode on(ObjectNode meta, ObjectNode other) {
    ObjectNode result = meta;
    for (String name : LISTS) {
      List<Node> items = changed(items(meta, name), items(other, name));
      result = items.isEmpty() ? result.without(name) : result.with(name, new ArrayNode(items));
    }
    return result;
  }

  private List<Node> changed(List<Node> items, List<Node> others) {
    List<Node> result = new ArrayList<>(items);
    for (Node other : others) {
      switch (this) {
        case ADD -> {
          if (result.stream().noneMatch(item -> same(item, other))) {
            result.add(other);
          }
        }
        case DELETE -> result.removeIf(item -> same(item, other));
      }
    }
    return result;
  }

  private static List<Node> items(ObjectNode meta, String name) {
    ArrayNode array = meta.array(name);
    return array == null ? List.of() : array.items();
  }

  private static boolean same(Node one, Node other) {
    if (one instanceof ObjectNode coding && other instanceof ObjectNode that) {
      return Objects.equals(coding.string("system"), that.string("system"))
          && Objects.equals(coding.string("code"), that.string("code"));
    }
    return one.equals(other);
  }
}
