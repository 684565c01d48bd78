/**
 * HAPI FHIR as a second opinion on index terms: the published expressions, evaluated by its
 * FHIRPath engine on its own model, must find what the walks find in the tree.
 */
@NullMarked
package org.tunza.resource.search.oracle;

import org.jspecify.annotations.NullMarked;
