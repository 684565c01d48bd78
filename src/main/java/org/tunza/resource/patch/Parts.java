package org.tunza.resource.patch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/** The parts of one operation of a FHIRPath patch. https://hl7.org/fhir/R4/fhirpatch.html */
record Parts(List<ObjectNode> all) {

  Parts {
    all = List.copyOf(all);
  }

  static Parts ofOperation(Node parameter) {
    if (!(parameter instanceof ObjectNode operation)
        || !"operation".equals(operation.string("name"))) {
      throw new PatchFault("a parameter is an operation");
    }
    return of(operation);
  }

  static Parts of(ObjectNode parameter) {
    ArrayNode parts = parameter.array("part");
    if (parts == null) {
      throw new PatchFault("the parts are missing");
    }
    List<ObjectNode> all = new ArrayList<>();
    for (Node part : parts.items()) {
      if (!(part instanceof ObjectNode object) || object.string("name") == null) {
        throw new PatchFault("a part has no name");
      }
      all.add(object);
    }
    return new Parts(all);
  }

  ObjectNode part(String name) {
    ObjectNode found = null;
    for (ObjectNode part : all) {
      if (name.equals(part.string("name"))) {
        if (found != null) {
          throw new PatchFault("%s is there twice".formatted(name));
        }
        found = part;
      }
    }
    if (found == null) {
      throw new PatchFault("%s is missing".formatted(name));
    }
    return found;
  }

  /** The text of a part with a code or string. */
  String text(String name) {
    ObjectNode part = part(name);
    for (String member : List.of("valueCode", "valueString")) {
      String text = part.string(member);
      if (text != null) {
        return text;
      }
    }
    throw new PatchFault("%s is not a code or string".formatted(name));
  }

  /** The number of a part with an index. */
  int index(String name) {
    ObjectNode part = part(name);
    for (String member : List.of("valueInteger", "valueUnsignedInt", "valuePositiveInt")) {
      if (part.member(member) instanceof Node.NumberNode(String text)) {
        return number(text, name);
      }
    }
    throw new PatchFault("%s is not an integer".formatted(name));
  }

  private static int number(String text, String name) {
    try {
      int index = Integer.parseInt(text);
      if (index >= 0) {
        return index;
      }
    } catch (NumberFormatException e) {
      throw new PatchFault("%s is not an integer".formatted(name));
    }
    throw new PatchFault("%s is negative".formatted(name));
  }

  /** The name of the member that holds a part's value; null when it has parts instead. */
  static @Nullable String valueMember(ObjectNode part) {
    for (int i = 0; i < part.size(); i++) {
      String name = part.name(i);
      String bare = name.startsWith("_") ? name.substring(1) : name;
      if (bare.startsWith("value") && bare.length() > 5) {
        return bare;
      }
    }
    return null;
  }
}
