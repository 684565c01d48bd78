package org.tunza.resource.definition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The types of FHIR R4 (4.0.1), read from the committed tables. https://hl7.org/fhir/R4/ */
public final class Definitions {

  private final Map<String, TypeDefinition> types;
  private final Map<String, CodeSet> codeSets;
  private final Map<String, Integer> numbers;
  private final List<String> names;

  Definitions(
      Map<String, TypeDefinition> types,
      Map<String, CodeSet> codeSets,
      Map<Integer, String> resourceTypes) {
    this.types = types;
    this.codeSets = codeSets;
    Map<String, Integer> byName = new LinkedHashMap<>();
    resourceTypes.forEach((number, name) -> byName.put(name, number));
    numbers = Collections.unmodifiableMap(byName);
    int last = resourceTypes.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
    List<String> byNumber = new ArrayList<>();
    for (int number = 0; number <= last; number++) {
      byNumber.add(resourceTypes.getOrDefault(number, ""));
    }
    names = List.copyOf(byNumber);
  }

  private static final class R4 {
    private static final Definitions TABLES = DefinitionTables.read();
  }

  /** The tables; read at the first call. */
  public static Definitions r4() {
    return R4.TABLES;
  }

  /** Whether it is the name of a resource type of which there can be instances. */
  public boolean isResourceType(String name) {
    return numbers.containsKey(name);
  }

  /** All resource types of which there can be instances, in the order of their numbers. */
  public Collection<String> resourceTypes() {
    return numbers.keySet();
  }

  /** The number under which the database knows a resource type; never changed. 0 when unknown. */
  public int number(String resourceType) {
    return numbers.getOrDefault(resourceType, 0);
  }

  /** The resource type of a number from the database. */
  public String resourceType(int number) {
    return names.get(number);
  }

  /** The definition of a concrete resource type; null when there is none of this name. */
  public @Nullable TypeDefinition resource(String name) {
    return numbers.containsKey(name) ? types.get(name) : null;
  }

  /**
   * The definition of any type, by its name (Patient, Resource, HumanName, string) or, for a
   * backbone element, by its path (Patient.contact); null when there is none.
   */
  public @Nullable TypeDefinition type(String name) {
    return types.get(name);
  }

  public Collection<TypeDefinition> types() {
    return types.values();
  }

  /** The value sets of required bindings that the specification lists in full, by address. */
  public Collection<CodeSet> codeSets() {
    return codeSets.values();
  }
}
