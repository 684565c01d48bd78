package org.tunza.resource.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.definition.ElementDefinition;
import org.tunza.resource.definition.Member;
import org.tunza.resource.definition.TypeDefinition;
import org.tunza.resource.definition.TypeUse;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * Where an element stands in a resource: a step down from its parent, with its value as it was when
 * it was found.
 *
 * @param step null for the resource itself
 */
record Location(@Nullable Step step, TypeDefinition type, Item item) {

  /** The way down: from which parent, by which member, to which of its values. */
  record Step(Location parent, Member member, int index) {}

  static Location of(ObjectNode resource) {
    return new Location(null, resourceType(resource), new Item(resource, null));
  }

  private static TypeDefinition resourceType(ObjectNode resource) {
    String name = resource.string("resourceType");
    TypeDefinition type = name == null ? null : Definitions.r4().resource(name);
    if (type == null) {
      throw new PatchFault("the type of the resource is unknown");
    }
    return type;
  }

  /** The element of this name that the type has; refused when it has none. */
  ElementDefinition element(String name) {
    ElementDefinition element = type.element(name);
    if (element == null) {
      throw new PatchFault("%s has no element of this name".formatted(type.name()));
    }
    return element;
  }

  /** The members that hold the element's values: more than one only in a broken choice. */
  List<Member> members(ElementDefinition element) {
    List<Member> present = new ArrayList<>(1);
    for (TypeUse use : element.types()) {
      String name = element.nameAs(use);
      if (container().member(name) != null || container().member("_" + name) != null) {
        present.add(new Member(name, element.stem(), element, use, false));
      }
    }
    return present;
  }

  List<Location> children(String name) {
    List<Location> found = new ArrayList<>();
    for (Member member : members(element(name))) {
      List<Item> items = Item.in(container(), member.name());
      for (int i = 0; i < items.size(); i++) {
        found.add(child(member, i, items.get(i)));
      }
    }
    return found;
  }

  private Location child(Member member, int index, Item item) {
    boolean resource = member.type().kind() == TypeDefinition.Kind.RESOURCE;
    TypeDefinition childType =
        resource && item.value() instanceof ObjectNode object
            ? resourceType(object)
            : member.type();
    return new Location(new Step(this, member, index), childType, item);
  }

  /** The object with the element's own members; of a primitive, its id and extensions. */
  ObjectNode container() {
    Node node = type.isPrimitive() ? item.companion() : item.value();
    return node instanceof ObjectNode object ? object : ObjectNode.empty();
  }

  /** The resource in which this element's own members are edited. */
  ObjectNode edited(UnaryOperator<ObjectNode> edit) {
    ObjectNode changed = edit.apply(container());
    if (step == null) {
      return changed;
    }
    Item after = type.isPrimitive() ? new Item(item.value(), changed) : new Item(changed, null);
    return siblings(items -> {
      items.set(step.index, after);
      return items;
    });
  }

  /** The resource in which the values that this one stands among are edited. */
  ObjectNode siblings(UnaryOperator<List<Item>> edit) {
    if (step == null) {
      throw new PatchFault("the whole resource is not an element");
    }
    return step.parent.edited(step.member, edit);
  }

  /** The resource in which the values of one of this element's members are edited. */
  ObjectNode edited(Member member, UnaryOperator<List<Item>> edit) {
    String name = member.name();
    return edited(object ->
        Item.put(
            object,
            name,
            member.element().repeats(),
            edit.apply(new ArrayList<>(Item.in(object, name)))));
  }
}
