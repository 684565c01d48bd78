package org.tunza.resource.validation;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * A resource with the resources that it contains, and which of them are pointed at.
 * https://hl7.org/fhir/R4/references.html#contained
 */
final class Container {

  private static final BitSet NOTHING = new BitSet();

  private final ObjectNode resource;
  private final List<Node> contained;
  private final Map<String, Integer> indexById;
  private final BitSet pointedAt;

  private Container(ObjectNode resource, List<Node> contained) {
    this.resource = resource;
    this.contained = contained;
    this.indexById = contained.isEmpty() ? Map.of() : HashMap.newHashMap(contained.size());
    this.pointedAt = contained.isEmpty() ? NOTHING : new BitSet();
    for (int i = 0; i < contained.size(); i++) {
      String id = id(contained.get(i));
      if (id != null) {
        indexById.putIfAbsent(id, i);
      }
    }
  }

  private static @Nullable String id(Node child) {
    return child instanceof ObjectNode object ? object.string("id") : null;
  }

  static Container of(ObjectNode resource) {
    ArrayNode contained = resource.array("contained");
    return new Container(resource, contained == null ? List.of() : contained.items());
  }

  /**
   * The resource that #id means: a contained one, or the container when the id is empty; null when
   * there is none.
   */
  @Nullable ObjectNode target(String id) {
    if (id.isEmpty()) {
      return resource;
    }
    Integer index = indexById.get(id);
    return index != null && contained.get(index) instanceof ObjectNode target ? target : null;
  }

  /** Notes that something points at #id. */
  void pointAt(String id) {
    Integer index = indexById.get(id);
    if (index != null) {
      pointedAt.set(index);
    }
  }

  /** Rule dom-3, once the container has been walked: a contained resource is pointed at. */
  void check(Examination examination) {
    for (int i = 0; i < contained.size(); i++) {
      String id = id(contained.get(i));
      if (id == null) {
        continue; // told where it was walked
      }
      String place = "contained[" + i + "]";
      if (indexById.getOrDefault(id, i) != i) {
        examination.fault(place + ".id", "another contained resource has this id");
      } else if (!pointedAt.get(i) && !pointsAtContainer(contained.get(i))) {
        examination.fault(place, "contained, but nothing refers to it");
      }
    }
  }

  private static boolean pointsAtContainer(Node node) {
    return switch (node) {
      case ObjectNode object -> {
        boolean found = "#".equals(object.string("reference"));
        for (int i = 0; i < object.size() && !found; i++) {
          found = pointsAtContainer(object.value(i));
        }
        yield found;
      }
      case ArrayNode(List<Node> items) -> items.stream().anyMatch(Container::pointsAtContainer);
      case Node.Scalar scalar -> false;
    };
  }

  /** What holds for a contained resource itself: an id, and rules dom-4 and dom-5. */
  static void checkContained(ObjectNode child, Examination examination) {
    if (child.member("id") == null) {
      examination.fault("id", "a contained resource has an id");
    }
    ObjectNode meta = child.object("meta");
    if (meta != null) {
      for (String name : List.of("versionId", "lastUpdated", "security")) {
        if (meta.member(name) != null) {
          examination.fault("meta." + name, "a contained resource has none");
        }
      }
    }
  }
}
