/**
 * Index terms taken from content by the walks of the committed table: one pass over a resource
 * finds all that its type's search parameters look for. Also the references that a resource holds.
 *
 * <p>Read on in {@link org.tunza.resource.search.terms.TermExtraction} and in
 * https://hl7.org/fhir/R4/search.html.
 */
@NullMarked
package org.tunza.resource.search.terms;

import org.jspecify.annotations.NullMarked;
