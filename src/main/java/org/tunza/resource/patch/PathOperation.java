package org.tunza.resource.patch;

import java.util.List;
import org.tunza.resource.definition.ElementDefinition;
import org.tunza.resource.definition.Member;
import org.tunza.resource.tree.ObjectNode;

/** One operation of a FHIRPath patch. https://hl7.org/fhir/R4/fhirpatch.html */
sealed interface PathOperation {

  /** The resource with the operation done. */
  ObjectNode on(ObjectNode resource);

  static PathOperation of(Parts parts) {
    ElementPath path = ElementPath.parse(parts.text("path"));
    return switch (parts.text("type")) {
      case "add" -> new Add(path, parts.text("name"), parts.part("value"));
      case "insert" -> new Insert(path, parts.index("index"), parts.part("value"));
      case "delete" -> new Delete(path);
      case "replace" -> new Replace(path, parts.part("value"));
      case "move" -> new Move(path, parts.index("source"), parts.index("destination"));
      default -> throw new PatchFault("type is add, insert, delete, replace or move");
    };
  }

  /** Adds a value at the end of an element's values. */
  record Add(ElementPath path, String name, ObjectNode part) implements PathOperation {
    @Override
    public ObjectNode on(ObjectNode resource) {
      Location parent = path.single(resource);
      ElementDefinition element = parent.element(name);
      if (!element.repeats() && !parent.members(element).isEmpty()) {
        throw new PatchFault("the element is there already and can't repeat");
      }
      PartValue value = value(part, element);
      return parent.edited(
          value.member(),
          items -> {
            items.add(value.item());
            return items;
          });
    }
  }

  /** Puts a value among those of an element that repeats. */
  record Insert(ElementPath path, int index, ObjectNode part) implements PathOperation {
    @Override
    public ObjectNode on(ObjectNode resource) {
      Location parent = path.parent().single(resource);
      ElementDefinition element = repeating(parent, path.lastName());
      PartValue value = value(part, element);
      return parent.edited(
          value.member(),
          items -> {
            items.add(within(index, items.size()), value.item());
            return items;
          });
    }
  }

  /** Takes an element away; nothing happens when there is none. */
  record Delete(ElementPath path) implements PathOperation {
    @Override
    public ObjectNode on(ObjectNode resource) {
      List<Location> found = path.in(resource);
      if (found.isEmpty()) {
        return resource;
      }
      Location one = path.single(resource);
      Location.Step step = one.step();
      if (step == null) {
        throw new PatchFault("the whole resource can't be deleted");
      }
      return one.siblings(items -> {
        items.remove(step.index());
        return items;
      });
    }
  }

  /** Puts a value in an element's place. */
  record Replace(ElementPath path, ObjectNode part) implements PathOperation {
    @Override
    public ObjectNode on(ObjectNode resource) {
      Location one = path.single(resource);
      Location.Step step = one.step();
      if (step == null) {
        throw new PatchFault("the whole resource can't be replaced");
      }
      PartValue value = value(part, step.member().element());
      String before = step.member().name();
      if (value.member().name().equals(before)) {
        return one.siblings(items -> {
          items.set(step.index(), value.item());
          return items;
        });
      }
      return step.parent()
          .edited(object ->
              Item.put(
                  Item.put(object, before, false, List.of()),
                  value.member().name(),
                  false,
                  List.of(value.item())));
    }
  }

  /** Moves a value within those of an element that repeats. */
  record Move(ElementPath path, int source, int destination) implements PathOperation {
    @Override
    public ObjectNode on(ObjectNode resource) {
      Location parent = path.parent().single(resource);
      ElementDefinition element = repeating(parent, path.lastName());
      Member member =
          new Member(element.name(), element.stem(), element, element.types().getFirst(), false);
      return parent.edited(
          member,
          items -> {
            Item moved = items.remove(within(source, items.size() - 1));
            items.add(within(destination, items.size()), moved);
            return items;
          });
    }
  }

  private static ElementDefinition repeating(Location parent, String name) {
    ElementDefinition element = parent.element(name);
    if (!element.repeats()) {
      throw new PatchFault("the element does not repeat");
    }
    return element;
  }

  private static PartValue value(ObjectNode part, ElementDefinition element) {
    PartValue value = PartValue.of(part, element);
    if (value.isEmpty()) {
      throw new PatchFault("the value is missing");
    }
    return value;
  }

  private static int within(int index, int last) {
    if (index > last) {
      throw new PatchFault("the index is beyond the end");
    }
    return index;
  }
}
