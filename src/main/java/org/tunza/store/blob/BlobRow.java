package org.tunza.store.blob;

import org.tunza.record.EntryKey;

/**
 * The row that says where a version's bytes are kept.
 *
 * @param wrapped the key of the blob, wrapped by that of the version's chart
 */
public record BlobRow(EntryKey of, int version, String name, long size, byte[] wrapped) {}
