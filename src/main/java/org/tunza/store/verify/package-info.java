/**
 * Holds the store against its ledger and says exactly what is missing or altered: tree and signed
 * heads, commits and events, versions and pointers, and the rows that entries are found by.
 *
 * <p>Owns no table. Read on in docs/operate/verify-the-log.md.
 */
@NullMarked
package org.tunza.store.verify;

import org.jspecify.annotations.NullMarked;
