package org.tunza.testing;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.definition.ElementDefinition;
import org.tunza.resource.definition.Member;
import org.tunza.resource.definition.Primitive;
import org.tunza.resource.definition.TypeDefinition;
import org.tunza.resource.definition.TypeUse;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * All ways to break one rule at one place of a valid resource. The mutants are made when asked for:
 * there are thousands for a large resource.
 */
public final class Mutations {

  /** A resource with one rule broken, and the place where that should be told. */
  public record Mutation(String rule, String place, Supplier<ObjectNode> mutant) {
    @Override
    public String toString() {
      return rule + " at " + place;
    }
  }

  private final Definitions definitions = Definitions.r4();
  private final List<Mutation> found = new ArrayList<>();

  private Mutations() {}

  public static List<Mutation> of(ObjectNode resource) {
    Mutations mutations = new Mutations();
    TypeDefinition type = mutations.typeOf(resource);
    mutations.object(type, resource, type.name(), mutant -> mutant);
    return mutations.found;
  }

  private TypeDefinition typeOf(ObjectNode resource) {
    return requireNonNull(definitions.resource(requireNonNull(resource.string("resourceType"))));
  }

  private void add(String rule, String place, Supplier<ObjectNode> mutant) {
    found.add(new Mutation(rule, place, mutant));
  }

  /** The rules that an object can break; {@code within} puts a changed one back in its place. */
  private void object(
      TypeDefinition type,
      ObjectNode object,
      String place,
      Function<ObjectNode, ObjectNode> within) {
    add("unknown element", place + ".nobody", () -> within.apply(object.with("nobody", one())));
    for (ElementDefinition element : type.elements()) {
      String here = place + "." + element.stem();
      if (element.min() > 0) {
        add("missing", here, () -> within.apply(without(type, element, object)));
      }
      TypeUse other = otherChoice(element, type, object);
      if (other != null) {
        String name = element.nameAs(other);
        add("two of a choice", here, () -> within.apply(object.with(name, Node.string("x"))));
      }
    }
    if (type.name().equals("Extension")) {
      add("neither value nor extensions", place, () -> within.apply(onlyUrl(object)));
    }
    for (int i = 0; i < object.size(); i++) {
      Member member = type.member(object.name(i));
      if (member != null) {
        Function<Node, ObjectNode> inPlace = changed(object, i, within);
        String here = place + "." + member.path();
        boolean nullable = member.companion() || object.member("_" + member.name()) != null;
        if (!nullable && object.value(i) instanceof ArrayNode(List<Node> items)) {
          add("null", here + "[0]", () -> inPlace.apply(with(items, 0, Node.NullNode.NULL)));
        }
        member(member, object.value(i), here, inPlace);
      }
    }
  }

  private static Function<Node, ObjectNode> changed(
      ObjectNode object, int index, Function<ObjectNode, ObjectNode> within) {
    return value -> within.apply(object.with(object.name(index), value));
  }

  private static Node one() {
    return new Node.NumberNode("1");
  }

  private static ObjectNode onlyUrl(ObjectNode extension) {
    return ObjectNode.of("url", Node.string(requireNonNull(extension.string("url"))));
  }

  private static ObjectNode without(
      TypeDefinition type, ElementDefinition element, ObjectNode object) {
    ObjectNode result = object;
    for (int i = 0; i < object.size(); i++) {
      Member member = type.member(object.name(i));
      if (member != null && member.element().order() == element.order()) {
        result = result.without(member.name());
      }
    }
    return result;
  }

  /** A second type that a choice which is there could have; a string makes an easy value. */
  private static @Nullable TypeUse otherChoice(
      ElementDefinition element, TypeDefinition type, ObjectNode object) {
    boolean there = without(type, element, object).size() < object.size();
    if (!there || !element.choice()) {
      return null;
    }
    return element.types().stream()
        .filter(use -> use.type().name().equals("string"))
        .filter(use -> object.member(element.nameAs(use)) == null)
        .filter(use -> object.member("_" + element.nameAs(use)) == null)
        .findFirst()
        .orElse(null);
  }

  private void member(Member member, Node value, String place, Function<Node, ObjectNode> within) {
    if (value instanceof ArrayNode(List<Node> items)) {
      add("empty array", place, () -> within.apply(Node.array(List.of())));
      add("object for array", place, () -> within.apply(items.getFirst()));
      for (int i = 0; i < items.size(); i++) {
        int index = i;
        if (items.get(i) != Node.NullNode.NULL) {
          String here = place + "[" + i + "]";
          item(member, items.get(i), here, n -> within.apply(with(items, index, n)));
        }
      }
    } else {
      add("array for one", place, () -> within.apply(Node.array(List.of(value, value))));
      item(member, value, place, within);
    }
  }

  private static ArrayNode with(List<Node> items, int index, Node item) {
    List<Node> copy = new ArrayList<>(items);
    copy.set(index, item);
    return Node.array(copy);
  }

  private void item(Member member, Node item, String place, Function<Node, ObjectNode> within) {
    Primitive primitive = member.companion() ? null : member.type().primitive();
    if (primitive != null) {
      add("object for value", place, () -> within.apply(ObjectNode.of("a", one())));
      for (Node wrong : WrongValues.of(primitive, member.element().codes())) {
        add("wrong " + primitive, place, () -> within.apply(wrong));
      }
    } else if (item instanceof ObjectNode object) {
      add("string for object", place, () -> within.apply(Node.string("x")));
      boolean nested = member.type().name().equals("Resource");
      if (!nested) {
        add("empty object", place, () -> within.apply(ObjectNode.empty()));
      }
      special(member, object, place, within::apply);
      object(nested ? typeOf(object) : member.type(), object, place, within::apply);
    }
  }

  private void special(
      Member member, ObjectNode object, String place, Function<ObjectNode, ObjectNode> within) {
    switch (member.type().name()) {
      case "Resource" -> {
        add("unknown type", place + ".resourceType", () -> within.apply(named(object, "Nobody")));
        if (member.name().equals("contained")) {
          add("contained without id", place + ".id", () -> within.apply(object.without("id")));
          Node nested = Node.array(List.of(object));
          String here = place + ".contained";
          add("nested contained", here, () -> within.apply(object.with("contained", nested)));
        }
      }
      case "Reference" -> {
        String here = place + ".reference";
        add("dangling", here, () -> within.apply(refersTo(object, "#nobody")));
        add("no such type", here, () -> within.apply(refersTo(object, "Nobody/1")));
        if (!member.use().allows("Slot")) {
          add("wrong target", here, () -> within.apply(refersTo(object, "Slot/1")));
          add("wrong target", here, () -> within.apply(refersTo(object, "http://x.y/Slot/1")));
        }
      }
      case "Extension" ->
          add(
              "value and extensions",
              place,
              () ->
                  within.apply(
                      onlyUrl(object)
                          .with("valueCode", Node.string("x"))
                          .with("extension", Node.array(List.of(object)))));
      default -> {}
    }
  }

  private static ObjectNode named(ObjectNode resource, String type) {
    return resource.with("resourceType", Node.string(type));
  }

  private static ObjectNode refersTo(ObjectNode reference, String literal) {
    return reference.without("type").with("reference", Node.string(literal));
  }
}
