/**
 * The ledger to the outside: signed checkpoints, and proofs that lead to them, for anybody to keep
 * and check. No record content, only hashes and numbers.
 *
 * <p>Read on in docs/api; https://www.rfc-editor.org/rfc/rfc6962.
 */
@NullMarked
package org.tunza.fhir.ledger;

import org.jspecify.annotations.NullMarked;
