/**
 * Canonical content: a resource as it is kept, with what the server says about it, and what kept
 * content says to the index.
 *
 * <p>Read on in docs/architecture.md.
 */
@NullMarked
package org.tunza.resource.content;

import org.jspecify.annotations.NullMarked;
