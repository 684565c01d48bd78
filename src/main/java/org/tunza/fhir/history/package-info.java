/**
 * The history interaction: versions of an entry, a type or everything, newest first, in pages.
 *
 * <p>Read on in https://hl7.org/fhir/R4/http.html#history.
 */
@NullMarked
package org.tunza.fhir.history;

import org.jspecify.annotations.NullMarked;
