/**
 * The one statement that writes: rows gathered for every table of a commit, and how they go there.
 *
 * <p>Read on in docs/decisions/0009.
 */
@NullMarked
package org.tunza.store.write;

import org.jspecify.annotations.NullMarked;
