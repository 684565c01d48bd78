/**
 * Blobs in a bucket of any store that speaks the S3 interface: the port of {@code store.blob} over
 * five requests, and how they are signed.
 *
 * <p>Owns the objects below the bucket's prefix.
 *
 * <p>Read on in docs/decisions/0019 and docs/operate/blobs.md.
 */
@NullMarked
package org.tunza.store.blob.bucket;

import org.jspecify.annotations.NullMarked;
