/**
 * The search parameters of FHIR R4: what each is called, how it is found in content, where its
 * terms are kept, and of which others it is made. The tables are made from the published
 * definitions by {@link org.tunza.resource.search.GenerateSearchParameters}, committed as text and
 * read at start; a test makes them again and compares.
 *
 * <p>parameters.tsv: number (never changed, never used again), type, code, kind, placement, what it
 * is made of, targets, expression; walks.tsv: number, path in JSON, form, detail.
 * https://hl7.org/fhir/R4/search.html
 */
@NullMarked
package org.tunza.resource.search;

import org.jspecify.annotations.NullMarked;
