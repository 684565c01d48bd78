package org.tunza.resource.patch;

import java.util.List;
import org.tunza.resource.tree.ObjectNode;

/**
 * The paths that lead to elements to be patched: element names, indexes, first(), last(),
 * where(...), ofType(...) and extension(...) of FHIRPath. What else FHIRPath has computes values,
 * which can't be patched, and is refused. https://hl7.org/fhirpath/N1/
 *
 * @param head the type's name that the path begins with, or empty
 */
record ElementPath(String head, List<PathStep> steps) {

  ElementPath {
    steps = List.copyOf(steps);
  }

  static ElementPath parse(String text) {
    return new PathReader(PathTokens.of(text)).path();
  }

  List<Location> in(ObjectNode resource) {
    Location root = Location.of(resource);
    if (!head.isEmpty() && !root.type().is(head)) {
      throw new PatchFault("the path begins with another type");
    }
    return PathStep.walk(List.of(root), steps);
  }

  /** The one element that the path leads to. */
  Location single(ObjectNode resource) {
    List<Location> found = in(resource);
    if (found.size() != 1) {
      throw new PatchFault("the path leads to %d elements, not one".formatted(found.size()));
    }
    return found.getFirst();
  }

  /** The last element name of the path. */
  String lastName() {
    if (steps.isEmpty() || !(steps.getLast() instanceof PathStep.Child(String name))) {
      throw new PatchFault("the path does not end in an element that repeats");
    }
    return name;
  }

  /** The path to the element that the last name is looked up in. */
  ElementPath parent() {
    if (steps.isEmpty()) {
      throw new PatchFault("the path does not lead to an element");
    }
    return new ElementPath(head, steps.subList(0, steps.size() - 1));
  }
}
