package org.tunza.resource.patch;

import java.util.ArrayList;
import java.util.List;
import org.tunza.resource.definition.ElementDefinition;
import org.tunza.resource.definition.Member;
import org.tunza.resource.definition.TypeDefinition;
import org.tunza.resource.definition.TypeUse;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * The value that a part brings for an element: of a data type, a resource, or parts that name the
 * children of a backbone element. https://hl7.org/fhir/R4/fhirpatch.html
 *
 * @param member where it goes; for a choice, its name tells the type
 */
record PartValue(Member member, Item item) {

  static PartValue of(ObjectNode part, ElementDefinition element) {
    String name = Parts.valueMember(part);
    if (name != null) {
      ObjectNode companion = part.object("_" + name);
      Item item = new Item(part.member(name), companion);
      return new PartValue(member(element, name.substring("value".length())), item);
    }
    Member only = member(element, "");
    ObjectNode resource = part.object("resource");
    if (resource != null && only.type().kind() == TypeDefinition.Kind.RESOURCE) {
      return new PartValue(only, new Item(resource, null));
    }
    return new PartValue(only, new Item(built(Parts.of(part), only.type()), null));
  }

  private static Member member(ElementDefinition element, String suffix) {
    for (TypeUse use : element.types()) {
      if (!element.choice() || element.nameAs(use).equals(element.stem() + suffix)) {
        return new Member(element.nameAs(use), element.stem(), element, use, false);
      }
    }
    throw new PatchFault("the element can't have a value of this type");
  }

  private static ObjectNode built(Parts parts, TypeDefinition type) {
    ObjectNode object = ObjectNode.empty();
    for (ObjectNode part : parts.all()) {
      String name = part.string("name");
      ElementDefinition element = name == null ? null : type.element(name);
      if (element == null) {
        throw new PatchFault("%s has no element of a part's name".formatted(type.name()));
      }
      PartValue value = of(part, element);
      List<Item> items = new ArrayList<>(Item.in(object, value.member.name()));
      items.add(value.item);
      object = Item.put(object, value.member.name(), element.repeats(), items);
    }
    return object;
  }

  boolean isEmpty() {
    return item.isEmpty() || item.value() instanceof Node.NullNode;
  }
}
