/**
 * Codes and what they mean: code systems, their concepts and hierarchies, and the ports through
 * which concepts and value sets are asked for. Knows only the JDK.
 *
 * <p>Read on in https://hl7.org/fhir/R4/terminology-module.html.
 */
@NullMarked
package org.tunza.record.terminology;

import org.jspecify.annotations.NullMarked;
