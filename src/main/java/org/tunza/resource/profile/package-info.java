/**
 * Validation against profiles and value sets with the HAPI validator: thorough and slow, for when
 * somebody asks. What is written is checked by resource.validation.
 *
 * <p>Read on in https://hl7.org/fhir/R4/validation.html.
 */
@NullMarked
package org.tunza.resource.profile;

import org.jspecify.annotations.NullMarked;
