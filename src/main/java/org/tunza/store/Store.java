package org.tunza.store;

import org.tunza.record.index.Indexing;
import org.tunza.store.blob.Blobs;
import org.tunza.store.index.TermHash;
import org.tunza.store.key.KeyTree;
import org.tunza.store.key.Sealing;

/**
 * What every part of the store works with.
 *
 * @param dangling whether references to what isn't there are accepted
 */
record Store(
    KeyTree keys,
    Sealing sealing,
    Blobs blobs,
    Indexing indexing,
    TermHash hash,
    PostgresNumbers numbers,
    PostgresRecords.Dangling dangling) {}
