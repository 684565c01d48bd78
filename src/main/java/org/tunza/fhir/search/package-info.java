/**
 * The search interaction: what is asked for is read, found a page at a time, and shown as a bundle.
 *
 * <p>Read on in docs/api/search.md and in https://hl7.org/fhir/R4/search.html.
 */
@NullMarked
package org.tunza.fhir.search;

import org.jspecify.annotations.NullMarked;
