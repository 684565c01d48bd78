/**
 * Searches as SQL. Each condition can be written in two ways: as what an entry is held against (a
 * test) and, where an index leads to the entries that meet it, as what they come from (a drive). A
 * search comes from its most telling condition and is held against the others.
 *
 * <p>Read on in docs/architecture.md, Search.
 */
@NullMarked
package org.tunza.store.search;

import org.jspecify.annotations.NullMarked;
