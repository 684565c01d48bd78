package org.tunza.resource.definition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The codes of a value set that the specification lists in full.
 * https://hl7.org/fhir/R4/valueset.html
 */
public final class CodeSet {

  private final String url;
  private final Map<String, Set<String>> codesBySystem = new LinkedHashMap<>();
  private final Set<String> codes = new HashSet<>();

  CodeSet(String url) {
    this.url = url;
  }

  /** While the tables are read only. */
  void add(String system, Collection<String> more) {
    codesBySystem.computeIfAbsent(system, any -> new LinkedHashSet<>()).addAll(more);
    codes.addAll(more);
  }

  /** The value set's canonical address, without version. */
  public String url() {
    return url;
  }

  /** Whether the set has the code, whatever its system; for elements of type code. */
  public boolean contains(String code) {
    return codes.contains(code);
  }

  /** Whether the set has this code of this system; a coding may lack either. */
  public boolean contains(@Nullable String system, @Nullable String code) {
    Set<String> ofSystem = system == null || code == null ? null : codesBySystem.get(system);
    return ofSystem != null && ofSystem.contains(code);
  }

  public boolean hasSystem(String system) {
    return codesBySystem.containsKey(system);
  }

  public List<String> systems() {
    return List.copyOf(codesBySystem.keySet());
  }

  /** The codes of one of its systems, in the order of the specification. */
  public List<String> codes(String system) {
    return new ArrayList<>(codesBySystem.getOrDefault(system, Set.of()));
  }

  @Override
  public String toString() {
    return url;
  }
}
