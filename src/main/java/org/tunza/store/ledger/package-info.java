/**
 * The ledger: every commit is one leaf of a Merkle tree (RFC 6962) whose root is signed within a
 * second. Takes commits in, signs, and proves that they are in.
 *
 * <p>Owns ledger_leaf, ledger_node and ledger_checkpoint. The formats stand in {@link
 * org.tunza.store.ledger.Leaf} and {@link org.tunza.store.ledger.Checkpoint}.
 */
@NullMarked
package org.tunza.store.ledger;

import org.jspecify.annotations.NullMarked;
