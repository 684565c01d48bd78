package org.tunza.resource.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One element of a type, as the specification defines it.
 * https://hl7.org/fhir/R4/elementdefinition.html
 *
 * @param name as in the specification: {@code birthDate}, or {@code value[x]} for a choice
 * @param order its place among its type's elements, from 0; XML is written in this order
 * @param min 0 or 1
 * @param max 1 or {@link #MANY}; 0 where a type takes an inherited element away
 * @param summary whether {@code _summary=true} shows it
 * @param modifier whether it can change what the rest means
 * @param attribute whether XML has it as an attribute; it then has no {@code _name} companion
 * @param types what it may be; several only for a choice; a content reference is resolved
 * @param codes the codes of a required binding whose value set the specification lists in full
 */
public record ElementDefinition(
    String name,
    int order,
    int min,
    int max,
    boolean summary,
    boolean modifier,
    boolean attribute,
    List<TypeUse> types,
    @Nullable CodeSet codes) {

  /** The max of an element that repeats without limit. */
  public static final int MANY = Integer.MAX_VALUE;

  public ElementDefinition {
    types = List.copyOf(types);
  }

  /** Whether its name in content tells its type: value[x] as valueQuantity. */
  public boolean choice() {
    return name.endsWith("[x]");
  }

  /** Whether JSON has it as an array. */
  public boolean repeats() {
    return max > 1;
  }

  /** Its name without the mark of a choice; what FHIRPath calls it. */
  public String stem() {
    return choice() ? name.substring(0, name.length() - 3) : name;
  }

  /** Its name in content when it is of this type. */
  public String nameAs(TypeUse use) {
    if (!choice()) {
      return name;
    }
    String type = use.type().name();
    return stem() + Character.toUpperCase(type.charAt(0)) + type.substring(1);
  }

  @Override
  public String toString() {
    return name;
  }
}
