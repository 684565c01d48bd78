package org.tunza.resource.definition;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A resource type, data type, primitive, or the type of a backbone element, which is called by its
 * path: Patient.contact. https://hl7.org/fhir/R4/structuredefinition.html
 */
public final class TypeDefinition {

  /** What sort of type it is. */
  public enum Kind {
    RESOURCE,
    COMPLEX,
    BACKBONE,
    PRIMITIVE
  }

  private final String name;
  private final Kind kind;
  private final @Nullable TypeDefinition base;
  private final @Nullable Primitive primitive;
  private List<ElementDefinition> elements = List.of();
  private long required;
  private Map<String, Member> members = Map.of();

  TypeDefinition(String name, Kind kind, @Nullable TypeDefinition base) {
    this.name = name;
    this.kind = kind;
    this.base = base;
    this.primitive = kind == Kind.PRIMITIVE ? Primitive.named(name) : null;
  }

  /** Sets the elements, once, while the tables are read: types refer to each other in circles. */
  void define(List<ElementDefinition> all) {
    if (all.size() > Long.SIZE) {
      throw new IllegalStateException(name + " has more elements than a set of bits holds");
    }
    elements = List.copyOf(all);
    members = HashMap.newHashMap(elements.size() * 2);
    for (ElementDefinition element : elements) {
      required |= element.min() > 0 ? 1L << element.order() : 0;
      for (TypeUse use : element.types()) {
        String json = element.nameAs(use);
        members.put(json, new Member(json, element, use, false));
        if (use.type().hasCompanion() && !element.attribute()) {
          members.put("_" + json, new Member("_" + json, element, use, true));
        }
      }
    }
  }

  private boolean hasCompanion() {
    return primitive != null && primitive != Primitive.XHTML;
  }

  public String name() {
    return name;
  }

  public Kind kind() {
    return kind;
  }

  public boolean isPrimitive() {
    return primitive != null;
  }

  /** Which primitive it is; null when it is none. */
  public @Nullable Primitive primitive() {
    return primitive;
  }

  /** The type that it extends; null for Element and Resource. */
  public @Nullable TypeDefinition base() {
    return base;
  }

  /** Whether it is the named type or extends it. */
  public boolean is(String typeName) {
    return name.equals(typeName) || (base != null && base.is(typeName));
  }

  /** All elements, inherited ones first, in the order of the specification. */
  public List<ElementDefinition> elements() {
    return elements;
  }

  /** The orders of the elements that must be there, as bits. */
  public long required() {
    return required;
  }

  /** What a JSON member of this name is; null when the type has none. */
  public @Nullable Member member(String jsonName) {
    return members.get(jsonName);
  }

  /** The element of this name, as in the specification or as in content; null when none. */
  public @Nullable ElementDefinition element(String elementName) {
    Member member = members.get(elementName);
    if (member != null) {
      return member.element();
    }
    for (ElementDefinition element : elements) {
      if (element.name().equals(elementName) || element.stem().equals(elementName)) {
        return element;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return name;
  }
}
