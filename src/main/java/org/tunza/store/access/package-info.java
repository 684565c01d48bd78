/**
 * Reads are events too: each access is appended to a spool file, sealed and chained, before the
 * answer leaves; a taker moves the spool into the ledger, batch by batch, neither losing nor
 * doubling one.
 *
 * <p>Writes the event access. Owns access_batch, access_chart, access_agent and access_spool. The
 * file's format stands in {@link org.tunza.store.access.SpoolFormat}.
 */
@NullMarked
package org.tunza.store.access;

import org.jspecify.annotations.NullMarked;
