/**
 * Search rows: how the terms of a version become keyed hashes, texts, dates and quantities.
 *
 * <p>Owns the tables term, text_term, date_term, quantity_term, search_index and search_parameter,
 * and the tail of entry.
 *
 * <p>Read on in docs/architecture.md, Index.
 */
@NullMarked
package org.tunza.store.index;

import org.jspecify.annotations.NullMarked;
