/**
 * Reads what a client searches for into conditions: names with their modifiers and chains, values
 * with their prefixes, and the order.
 *
 * <p>Read on in docs/api/search.md and in https://hl7.org/fhir/R4/search.html.
 */
@NullMarked
package org.tunza.resource.search.query;

import org.jspecify.annotations.NullMarked;
