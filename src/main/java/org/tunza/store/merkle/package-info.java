/**
 * The Merkle tree of RFC 6962 as mathematics: roots, proofs and how whoever receives one checks it.
 * Knows only the JDK, and neither where hashes are kept nor what they are of.
 *
 * <p>Read on in {@link org.tunza.store.merkle.MerkleTree}.
 */
@NullMarked
package org.tunza.store.merkle;

import org.jspecify.annotations.NullMarked;
