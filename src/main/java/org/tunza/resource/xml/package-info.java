/**
 * FHIR XML to the tree and back. The tree is what is kept; XML is a way to say it, so that
 * comments, prefixes and blanks between elements don't survive, and all else does.
 *
 * <p>https://hl7.org/fhir/R4/xml.html
 */
@NullMarked
package org.tunza.resource.xml;

import org.jspecify.annotations.NullMarked;
