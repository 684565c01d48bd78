/**
 * Whether a resource is what FHIR R4 lets it be: a walk through the tree with the tables of {@link
 * org.tunza.resource.definition}, made on every write. Profiles and terminology beyond required
 * bindings are not looked at here.
 *
 * <p>https://hl7.org/fhir/R4/validation.html, structure, cardinality, value domains and required
 * bindings.
 */
@NullMarked
package org.tunza.resource.validation;

import org.jspecify.annotations.NullMarked;
