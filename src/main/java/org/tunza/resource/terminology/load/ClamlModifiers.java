package org.tunza.resource.terminology.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tunza.record.terminology.Concept;
import org.tunza.record.terminology.Concept.State;

/**
 * Makes the codes that a classification in ClaML only describes: a class takes the modifiers of
 * those above it, but what it excludes, and has below it, where no classes are listed, one code for
 * each of a modifier's classes. A modifier whose codes begin with a dot gives the fourth character,
 * and others those after it.
 */
final class ClamlModifiers {

  private static final int LEVELS_MAX = 20;

  private final Map<String, Map<String, String>> displays = new HashMap<>();
  private final Map<String, Modified> classes = new LinkedHashMap<>();

  /**
   * How a class is modified.
   *
   * @param uses the codes that are valid by the modifier, empty when all are
   */
  private record Modified(
      List<String> above, Map<String, Set<String>> uses, Set<String> excluded, boolean isLeaf) {}

  /** One class of a modifier. */
  void modifierClass(XmlElement element, String display) {
    displays
        .computeIfAbsent(element.attribute("modifier"), _ -> new LinkedHashMap<>())
        .put(element.attribute("code"), display);
  }

  /** One class that is listed. */
  void listed(XmlElement element, List<String> above) {
    Map<String, Set<String>> uses = new LinkedHashMap<>();
    for (XmlElement use : element.children("ModifiedBy")) {
      uses.put(use.attribute("code"), codes(use, "ValidModifierClass"));
    }
    classes.put(
        element.attribute("code"),
        new Modified(
            above,
            uses,
            codes(element, "ExcludeModifier"),
            element.children("SubClass").isEmpty()));
  }

  private static Set<String> codes(XmlElement element, String child) {
    return element.children(child).stream()
        .map(one -> one.attribute("code"))
        .collect(Collectors.toSet());
  }

  /** The codes that are made, below those that are listed. */
  List<Concept> made(List<Concept> listed) {
    List<Concept> made = new ArrayList<>();
    for (Concept concept : listed) {
      Modified modified = classes.get(concept.code());
      if (modified != null && modified.isLeaf) {
        Map<String, Set<String>> uses = uses(concept.code(), 0);
        List<String> inOrder = new ArrayList<>(uses.keySet());
        inOrder.sort(
            Comparator.comparing((String one) -> !isFourth(one)).thenComparing(one -> one));
        List<Concept> leaves = List.of(concept);
        for (String modifier : inOrder) {
          List<Concept> next = new ArrayList<>();
          for (Concept leaf : leaves) {
            next.addAll(below(leaf, modifier, uses.getOrDefault(modifier, Set.of())));
          }
          made.addAll(next);
          leaves = next.isEmpty() ? leaves : next;
        }
      }
    }
    return made.stream().filter(one -> !classes.containsKey(one.code())).toList();
  }

  private boolean isFourth(String modifier) {
    return displays.getOrDefault(modifier, Map.of()).keySet().stream()
        .allMatch(code -> code.startsWith("."));
  }

  private Map<String, Set<String>> uses(String code, int level) {
    Modified modified = classes.get(code);
    if (modified == null || level == LEVELS_MAX) {
      return Map.of();
    }
    Map<String, Set<String>> uses = new LinkedHashMap<>();
    modified.above.forEach(above -> uses.putAll(uses(above, level + 1)));
    uses.keySet().removeAll(modified.excluded);
    uses.putAll(modified.uses);
    return uses;
  }

  private List<Concept> below(Concept leaf, String modifier, Set<String> valid) {
    List<Concept> below = new ArrayList<>();
    displays
        .getOrDefault(modifier, Map.of())
        .forEach((code, display) -> {
          boolean isNext = code.startsWith(".") != leaf.code().contains(".");
          if (isNext && (valid.isEmpty() || valid.contains(code))) {
            below.add(
                new Concept(
                    leaf.code() + code,
                    leaf.display() + ": " + display,
                    State.ACTIVE,
                    List.of(leaf.code()),
                    List.of(),
                    List.of()));
          }
        });
    return below;
  }
}
