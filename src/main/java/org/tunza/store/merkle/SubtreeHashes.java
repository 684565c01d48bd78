package org.tunza.store.merkle;

/** Where the hashes of complete subtrees come from. */
@FunctionalInterface
public interface SubtreeHashes {

  /** The hash over the leaves from {@code index << level} on, {@code 1 << level} of them. */
  byte[] at(int level, long index);
}
