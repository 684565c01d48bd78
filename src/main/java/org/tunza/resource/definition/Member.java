package org.tunza.resource.definition;

/**
 * What a member's name means in a JSON object of a type: the element, the one of its types that the
 * name tells, and whether it is the {@code _name} companion that holds id and extensions of a
 * primitive. https://hl7.org/fhir/R4/json.html#primitive
 *
 * @param name as in JSON: birthDate, _birthDate, valueQuantity
 * @param path as in FHIRPath: birthDate, birthDate, value
 */
public record Member(
    String name, String path, ElementDefinition element, TypeUse use, boolean companion) {

  public Member(String name, ElementDefinition element, TypeUse use, boolean companion) {
    this(name, element.stem(), element, use, companion);
  }

  public TypeDefinition type() {
    return use.type();
  }
}
