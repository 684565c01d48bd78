package org.tunza.store.blob;

import org.tunza.store.key.Key;

/**
 * Bytes that are kept outside the database.
 *
 * @param name the SHA-256 of the sealed bytes, in hexadecimal
 * @param size of the plain bytes
 * @param hash the SHA-256 of the plain bytes
 * @param key opens these bytes and nothing else
 */
public record Blob(String name, long size, byte[] hash, Key key) {}
