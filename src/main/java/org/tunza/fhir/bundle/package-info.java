/**
 * Batches and transactions: a bundle is read as a stream, entry by entry; a batch goes to the
 * interactions one by one, a transaction to one commit.
 *
 * <p>Read on in https://hl7.org/fhir/R4/http.html#transaction.
 */
@NullMarked
package org.tunza.fhir.bundle;

import org.jspecify.annotations.NullMarked;
