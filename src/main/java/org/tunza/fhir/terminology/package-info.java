/**
 * Operations on code systems, value sets and concept maps, one class each. Stored ones that they
 * show are accesses.
 *
 * <p>Read on in https://hl7.org/fhir/R4/terminology-service.html.
 */
@NullMarked
package org.tunza.fhir.terminology;

import org.jspecify.annotations.NullMarked;
