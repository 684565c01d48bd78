package org.tunza.store.merkle;

/** How long the ledger is, and the root of the tree over it. */
public record TreeHead(long size, byte[] root) {}
