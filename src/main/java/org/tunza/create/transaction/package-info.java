/**
 * Transactions: many entries written in one commit, together or not at all, with the links between
 * them resolved. The draft of each entry is made as if it came alone.
 *
 * <p>Events: those of create. Read on in https://hl7.org/fhir/R4/http.html#transaction.
 */
@NullMarked
package org.tunza.create.transaction;

import org.jspecify.annotations.NullMarked;
