/**
 * Changes told by their differences: JSON Patch (RFC 6902) and FHIRPath Patch, applied to the tree;
 * XML Patch has a package of its own. What comes out is a resource like any other, to be checked
 * like any other.
 *
 * <p>Read on in https://hl7.org/fhir/R4/http.html#patch.
 */
@NullMarked
package org.tunza.resource.patch;

import org.jspecify.annotations.NullMarked;
