/**
 * Blobs: bytes that are kept outside the database, sealed under a key of their own and named by the
 * SHA-256 of what is sealed. Large data of a Binary lies so.
 *
 * <p>Owns the tables blob and blob_store, and the folder of blobs; a bucket in its place has a room
 * of its own.
 *
 * <p>Read on in docs/decisions/0018 and 0019.
 */
@NullMarked
package org.tunza.store.blob;

import org.jspecify.annotations.NullMarked;
