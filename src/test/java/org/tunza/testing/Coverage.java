package org.tunza.testing;

import java.util.HashSet;
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

  private final Set<String> seen = new HashSet<>();

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
