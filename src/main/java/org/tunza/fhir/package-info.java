/**
 * The FHIR R4 REST door: requests become deeds, outcomes become HTTP. This package holds the
 * protocol (request, exchange, answer); each interaction is one class in a package below.
 *
 * <p>Read on in docs/api; https://hl7.org/fhir/R4/http.html.
 */
@NullMarked
package org.tunza.fhir;

import org.jspecify.annotations.NullMarked;
