/**
 * Which chart an entry lies in, and which other patients it concerns. The table
 * patient-compartment.tsv (type, codes of search parameters) is made from the published compartment
 * by {@link org.tunza.resource.home.GenerateCompartments}; a test makes it again and compares.
 *
 * <p>Read on in docs/architecture.md; https://hl7.org/fhir/R4/compartmentdefinition-patient.html.
 */
@NullMarked
package org.tunza.resource.home;

import org.jspecify.annotations.NullMarked;
