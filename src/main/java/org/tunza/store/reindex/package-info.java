/**
 * Holds the rows that entries are found by against content, and makes them anew.
 *
 * <p>Owns the table index_walk.
 *
 * <p>Read on in docs/operate/reindex.md.
 */
@NullMarked
package org.tunza.store.reindex;

import org.jspecify.annotations.NullMarked;
