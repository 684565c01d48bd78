/**
 * The servlet of the FHIR door: reads HTTP requests within limits, hands them to their interaction,
 * and writes answers and refusals. A plain servlet, since a controller costs more than a read.
 *
 * <p>Read on in docs/api.
 */
@NullMarked
package org.tunza.fhir.http;

import org.jspecify.annotations.NullMarked;
