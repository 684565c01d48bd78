/**
 * The basic part of search that conditional interactions need: criteria read from a query, and
 * whether the terms of a resource meet them. https://hl7.org/fhir/R4/http.html#cond-update
 */
@NullMarked
package org.tunza.resource.search.criteria;

import org.jspecify.annotations.NullMarked;
