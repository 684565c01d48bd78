package org.tunza.resource.tree;

import java.util.List;

/** A JSON array. https://hl7.org/fhir/R4/json.html#repeat */
public record ArrayNode(List<Node> items) implements Node {

  public ArrayNode {
    items = List.copyOf(items);
  }

  public int size() {
    return items.size();
  }

  @Override
  public String toString() {
    return "array of " + items.size();
  }
}
