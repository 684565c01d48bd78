/**
 * The record store: entries and their versions, one commit, history, criteria. Here and in the
 * packages below is all that knows how records lie in PostgreSQL.
 *
 * <p>Owns the tables entry, entry_id, entry_version and compartment.
 *
 * <p>Read on in docs/architecture.md, The life of a record.
 */
@NullMarked
package org.tunza.store;

import org.jspecify.annotations.NullMarked;
