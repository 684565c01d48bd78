package org.tunza.resource.search;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A search parameter of one resource type, or of {@code Resource} for those that every type has.
 * https://hl7.org/fhir/R4/searchparameter.html
 *
 * @param number its number in index rows; never changed, and never another type's
 * @param madeOf the stored parameters that a search of this one is rewritten to, any of which may
 *     match; empty when it is stored itself or can't be searched
 * @param components the parts of a composite, in order
 * @param targets the resource types that a reference may name; empty when any, or when it is none
 * @param expression FHIRPath, the branches of this type only
 * @param walks its paths through JSON content; present also when it is made of others
 */
public record SearchParameter(
    int number,
    String type,
    String code,
    Kind kind,
    Placement placement,
    List<Part> madeOf,
    List<Component> components,
    List<String> targets,
    String expression,
    List<Walk> walks) {

  /** https://hl7.org/fhir/R4/valueset-contact-point-system.html, and none. */
  private static final Set<String> CONTACT_SYSTEMS =
      Set.of("", "phone", "fax", "email", "pager", "url", "sms", "other");

  public SearchParameter {
    madeOf = List.copyOf(madeOf);
    components = List.copyOf(components);
    targets = List.copyOf(targets);
    walks = List.copyOf(walks);
  }

  /** The type of a search parameter. https://hl7.org/fhir/R4/search.html#ptypes */
  public enum Kind {
    NUMBER,
    DATE,
    STRING,
    TOKEN,
    REFERENCE,
    COMPOSITE,
    QUANTITY,
    URI,
    SPECIAL
  }

  /** Where its terms are kept. */
  public enum Placement {
    /** Hashed, as rows in order of chart and date: what clinical queries ask for. */
    HOT,
    /** Hashed, in the array of the entry's own row. */
    TAIL,
    /** In clear and in order: texts, dates, numbers and quantities. */
    ORDERED,
    /** Nowhere: made of others, held by the entry itself, or not searchable. */
    NONE
  }

  /**
   * A stored parameter that this one is made of, and what of it counts.
   *
   * @param restriction the resource type that a reference must name, or the system that a contact
   *     point must have; empty when everything counts
   */
  public record Part(int number, String restriction) {}

  /** One component of a composite: the parameter, and where its value lies within the base. */
  public record Component(int number, String expression) {}

  /**
   * The systems that its tokens can have, the empty one for none among them; empty when they can
   * have any.
   */
  public Set<String> systems() {
    Set<String> systems = new TreeSet<>();
    for (Walk walk : walks) {
      switch (walk.form()) {
        case CODE, TRUE_UNLESS_FALSE -> systems.add(walk.form() == Form.CODE ? walk.detail() : "");
        case CONTACT -> systems.addAll(CONTACT_SYSTEMS);
        default -> {
          return Set.of();
        }
      }
    }
    return systems;
  }

  /** Whether its terms are kept in the index. */
  public boolean stored() {
    return placement != Placement.NONE;
  }

  /** Whether it may refer to a resource of this type. */
  public boolean mayName(String resourceType) {
    return kind == Kind.REFERENCE && (targets.isEmpty() || targets.contains(resourceType));
  }

  /** Whether it names others by uri or canonical, though it is called a reference. */
  public boolean namesByUri() {
    return !walks.isEmpty() && walks.stream().allMatch(walk -> walk.form().isUri());
  }
}
