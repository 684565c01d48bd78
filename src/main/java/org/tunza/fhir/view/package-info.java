/**
 * How an answer is shown: as JSON or XML, pretty, whole or in parts, as the client asks.
 *
 * <p>Read on in https://hl7.org/fhir/R4/http.html#general and
 * https://hl7.org/fhir/R4/search.html#summary.
 */
@NullMarked
package org.tunza.fhir.view;

import org.jspecify.annotations.NullMarked;
