/**
 * Operations: $validate, $meta, $meta-add, $meta-delete; one class each.
 *
 * <p>Read on in https://hl7.org/fhir/R4/operations.html.
 */
@NullMarked
package org.tunza.fhir.operation;

import org.jspecify.annotations.NullMarked;
