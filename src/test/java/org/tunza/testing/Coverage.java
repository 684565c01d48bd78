package org.tunza.testing;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tunza.resource.definition.CodeSet;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.definition.ElementDefinition;
import org.tunza.resource.definition.TypeDefinition;
import org.tunza.resource.definition.TypeUse;

/** Which features of the definitions have occurred: cardinalities, choices of type, codes. */
public final class Coverage {

  /** How often an element stands in its parent. */
  enum Count {
    NONE,
    ONE,
    MANY
  }

  private static final Set<String> ABSTRACT =
      Set.of("Element", "BackboneElement", "Resource", "DomainResource", "xhtml");

  /** Between them they can hold every data type. */
  private static final Set<String> HOLD_DATA_TYPES =
      Set.of("Basic", "Library", "StructureDefinition", "OperationDefinition");

  private static final Set<String> RARE =
      Set.of("ElementDefinition", "DataRequirement", "ParameterDefinition", "SubstanceAmount");

  private final Set<String> seen = new HashSet<>();
  private final Set<TypeDefinition> closed = new HashSet<>();
  private final Set<CodeSet> closedSets = new HashSet<>();
  private final Map<TypeDefinition, Set<String>> featuresByType = new HashMap<>();

  boolean has(String feature) {
    return seen.contains(feature);
  }

  void add(String feature) {
    seen.add(feature);
  }

  static String count(TypeDefinition type, ElementDefinition element, Count count) {
    return type.name() + "." + element.name() + ":" + count;
  }

  static String choice(TypeDefinition type, ElementDefinition element, TypeUse use) {
    return type.name() + "." + element.nameAs(use);
  }

  static String code(CodeSet set, String system, String code) {
    return set.url() + "|" + system + "|" + code;
  }

  /** Whether the element or the backbone below it has features that have not occurred yet. */
  boolean isOpen(TypeDefinition type, ElementDefinition element) {
    CodeSet codes = element.codes();
    return element.types().stream().anyMatch(use -> isOpen(type, element, use))
        || (codes != null && isOpen(codes));
  }

  private boolean isOpen(TypeDefinition type, ElementDefinition element, TypeUse use) {
    return (element.choice() && !has(choice(type, element, use)))
        || (followed(use.type()) && isOpen(use.type()));
  }

  /** Backbones, and the data types that stand in few places. */
  private static boolean followed(TypeDefinition type) {
    return type.kind() == TypeDefinition.Kind.BACKBONE || RARE.contains(type.name());
  }

  /** A type without open features is never open again; one is closed here while it is looked at. */
  private boolean isOpen(TypeDefinition type) {
    if (!closed.add(type)) {
      return false;
    }
    boolean open =
        !seen.containsAll(featuresByType.computeIfAbsent(type, Coverage::features))
            || type.elements().stream().anyMatch(e -> isOpen(type, e));
    if (open) {
      closed.remove(type);
    }
    return open;
  }

  private static Set<String> features(TypeDefinition type) {
    Set<String> features = new HashSet<>();
    type.elements().forEach(element -> gather(type, element, features));
    return features;
  }

  private boolean isOpen(CodeSet set) {
    if (closedSets.contains(set)) {
      return false;
    }
    boolean open = hasMissing(set);
    if (!open) {
      closedSets.add(set);
    }
    return open;
  }

  private boolean hasMissing(CodeSet set) {
    return set.systems().stream()
        .anyMatch(s -> set.codes(s).stream().anyMatch(code -> !has(code(set, s, code))));
  }

  /** The resource types that can still add to what has occurred. */
  public Set<String> openResourceTypes(Definitions definitions) {
    Set<String> open = new TreeSet<>();
    for (String name : definitions.resourceTypes()) {
      if (isOpen(requireNonNull(definitions.resource(name)))) {
        open.add(name);
      }
    }
    boolean dataTypes =
        definitions.types().stream()
            .filter(type -> type.kind() != TypeDefinition.Kind.RESOURCE)
            .anyMatch(type -> !ABSTRACT.contains(type.name()) && isOpen(type));
    if (dataTypes) {
      open.addAll(HOLD_DATA_TYPES);
    }
    return open;
  }

  /** The features of all types that have not occurred yet. */
  public Set<String> missing(Definitions definitions) {
    Set<String> all = new TreeSet<>();
    for (TypeDefinition type : definitions.types()) {
      if (!ABSTRACT.contains(type.name())) {
        type.elements().forEach(element -> gather(type, element, all));
      }
    }
    for (CodeSet set : definitions.codeSets()) {
      for (String system : set.systems()) {
        set.codes(system).forEach(code -> all.add(code(set, system, code)));
      }
    }
    all.removeAll(seen);
    return all;
  }

  private static void gather(TypeDefinition type, ElementDefinition element, Set<String> all) {
    all.add(count(type, element, Count.ONE));
    if (element.min() == 0) {
      all.add(count(type, element, Count.NONE));
    }
    if (element.repeats()) {
      all.add(count(type, element, Count.MANY));
    }
    if (element.choice()) {
      element.types().forEach(use -> all.add(choice(type, element, use)));
    }
  }
}
