/**
 * Terminology as FHIR tells it: code systems as resources, value sets and what they contain.
 *
 * <p>Read on in https://hl7.org/fhir/R4/terminology-service.html.
 */
@NullMarked
package org.tunza.resource.terminology;

import org.jspecify.annotations.NullMarked;
