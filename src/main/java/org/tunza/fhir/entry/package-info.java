/**
 * Interactions with one record entry: read, vread, create, update, delete and their conditional
 * forms, and Binary as raw bytes.
 *
 * <p>Read on in docs/api; https://hl7.org/fhir/R4/http.html.
 */
@NullMarked
package org.tunza.fhir.entry;

import org.jspecify.annotations.NullMarked;
