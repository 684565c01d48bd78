/**
 * The capabilities interaction: what this server does, generated from what it does.
 *
 * <p>Read on in https://hl7.org/fhir/R4/http.html#capabilities.
 */
@NullMarked
package org.tunza.fhir.capability;

import org.jspecify.annotations.NullMarked;
