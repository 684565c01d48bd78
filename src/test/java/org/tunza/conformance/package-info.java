/** One class for each interaction of the FHIR API, against a real server on a real database. */
@NullMarked
package org.tunza.conformance;

import org.jspecify.annotations.NullMarked;
