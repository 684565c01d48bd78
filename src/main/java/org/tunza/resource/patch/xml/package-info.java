/**
 * XML Patch (RFC 5261, RFC 7351): the resource as an XML document, edited where selectors say, and
 * read again.
 *
 * <p>Read on in https://www.rfc-editor.org/rfc/rfc5261.
 */
@NullMarked
package org.tunza.resource.patch.xml;

import org.jspecify.annotations.NullMarked;
