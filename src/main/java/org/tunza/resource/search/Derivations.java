package org.tunza.resource.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.tunza.resource.search.SearchParameter.Part;
import org.tunza.resource.search.SearchParameter.Placement;

/**
 * Finds the parameters whose values others of the same type hold already, whole or restricted to a
 * target type or a system: Observation.patient is Observation.subject that names a Patient, and
 * combo-code is code or component-code. Such a parameter is searched through those others and not
 * stored again.
 */
final class Derivations {

  private final List<SearchParameter> kept = new ArrayList<>();
  private final TreeMap<Integer, SearchParameter> done = new TreeMap<>();

  private Derivations() {}

  static List<SearchParameter> applied(List<SearchParameter> parameters) {
    Derivations derivations = new Derivations();
    parameters.stream()
        .sorted(
            Comparator.comparing(
                    (SearchParameter p) -> p.walks().stream().anyMatch(Derivations::isRestricted))
                .thenComparingInt(p -> p.walks().size())
                .thenComparing(SearchParameter::placement)
                .thenComparing(SearchParameter::code)
                .thenComparingInt(SearchParameter::number))
        .forEach(derivations::add);
    return List.copyOf(derivations.done.values());
  }

  private static boolean isRestricted(Walk walk) {
    return isRestrictable(walk) && !walk.detail().isEmpty();
  }

  private static boolean isRestrictable(Walk walk) {
    return walk.form() == Form.REFERENCE || walk.form() == Form.CONTACT;
  }

  private void add(SearchParameter parameter) {
    List<Part> parts = parts(parameter);
    if (parts.isEmpty()) {
      kept.add(parameter);
    }
    done.put(
        parameter.number(),
        new SearchParameter(
            parameter.number(),
            parameter.type(),
            parameter.code(),
            parameter.kind(),
            parts.isEmpty() ? parameter.placement() : Placement.NONE,
            parts,
            parameter.components(),
            parameter.targets(),
            parameter.expression(),
            parameter.walks()));
  }

  /** The kept parameters that together find exactly what this one finds; empty when none do. */
  private List<Part> parts(SearchParameter parameter) {
    Set<Walk> missing = new HashSet<>(parameter.walks());
    List<Part> parts = new ArrayList<>();
    for (SearchParameter other : kept) {
      if (other.type().equals(parameter.type()) && other.kind() == parameter.kind()) {
        for (String restriction : restrictions(parameter)) {
          Set<Walk> found = new HashSet<>();
          other.walks().forEach(walk -> found.add(restricted(walk, restriction)));
          if (!found.isEmpty()
              && parameter.walks().containsAll(found)
              && missing.removeAll(found)) {
            parts.add(new Part(other.number(), restriction));
          }
        }
      }
    }
    return missing.isEmpty() ? parts : List.of();
  }

  private static Set<String> restrictions(SearchParameter parameter) {
    Set<String> restrictions = new HashSet<>(Set.of(""));
    parameter.walks().stream()
        .filter(Derivations::isRestricted)
        .forEach(w -> restrictions.add(w.detail()));
    return restrictions;
  }

  private static Walk restricted(Walk walk, String restriction) {
    return isRestrictable(walk) && walk.detail().isEmpty()
        ? new Walk(walk.path(), walk.form(), restriction)
        : walk;
  }
}
