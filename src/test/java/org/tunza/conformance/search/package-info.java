/**
 * What a search must answer: a slow evaluator straight from the specification, over resources in
 * memory, with HAPI's model and FHIRPath engine. https://hl7.org/fhir/R4/search.html
 */
@NullMarked
package org.tunza.conformance.search;

import org.jspecify.annotations.NullMarked;
