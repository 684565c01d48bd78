/**
 * What FHIR R4 says a resource may hold, as tables: types, elements, cardinalities, reference
 * targets and the codes of required bindings. The tables are made from the StructureDefinitions by
 * {@link org.tunza.resource.definition.GenerateDefinitions}, committed as text, and read at start;
 * a test makes them again and compares.
 *
 * <p>structures.tsv: a line {@code T name kind base}, then {@code E name min..max flags types
 * codes} for each element that the base doesn't have; codes.tsv: value set, system, codes;
 * resource-types.tsv: number and name. https://hl7.org/fhir/R4/structuredefinition.html
 */
@NullMarked
package org.tunza.resource.definition;

import org.jspecify.annotations.NullMarked;
