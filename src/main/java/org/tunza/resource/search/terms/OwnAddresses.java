package org.tunza.resource.search.terms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * The addresses at which this store is known. References under them become relative before they are
 * kept, so that what is kept means the same when the address changes; decision 0015.
 */
public final class OwnAddresses {

  private final List<String> bases;

  /**
   * Knows these addresses.
   *
   * @param bases FHIR base addresses of this store, such as https://records.example.org/fhir
   */
  public OwnAddresses(List<String> bases) {
    this.bases = bases.stream().map(base -> base.endsWith("/") ? base : base + "/").toList();
  }

  /** The reference as it is kept: relative when it names an entry of this store. */
  public String relative(String reference) {
    return shortened(reference).orElse(reference);
  }

  private Optional<String> shortened(String reference) {
    return bases.stream()
        .filter(reference::startsWith)
        .map(base -> reference.substring(base.length()))
        .filter(rest -> LocalReferences.read(rest) instanceof LocalReferences.Local)
        .findFirst();
  }

  /** The resource as it is kept; what a Bundle or Parameters carries stays. */
  public ObjectNode relative(ObjectNode resource) {
    return LocalReferences.keepsItsOwn(resource) || !(changed(resource) instanceof ObjectNode kept)
        ? resource
        : kept;
  }

  /** The node changed; null when nothing changes. */
  private @Nullable Node changed(Node node) {
    return switch (node) {
      case ObjectNode object -> object(object);
      case ArrayNode array -> array(array);
      case Node.Scalar _ -> null;
    };
  }

  private @Nullable ObjectNode object(ObjectNode object) {
    ObjectNode result = null;
    for (int i = 0; i < object.size(); i++) {
      Node before = object.value(i);
      Node after =
          before instanceof Node.StringNode(String text) && LocalReferences.isReference(object, i)
              ? shortened(text).map(Node::string).orElse(null)
              : changed(before);
      if (after != null) {
        result = (result == null ? object : result).with(object.name(i), after);
      }
    }
    return result;
  }

  private @Nullable ArrayNode array(ArrayNode array) {
    List<Node> items = null;
    for (int i = 0; i < array.items().size(); i++) {
      Node after = changed(array.items().get(i));
      if (after != null) {
        items = items == null ? new ArrayList<>(array.items()) : items;
        items.set(i, after);
      }
    }
    return items == null ? null : new ArrayNode(items);
  }
}
