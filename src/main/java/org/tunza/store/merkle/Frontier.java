package org.tunza.store.merkle;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The right edge of a growing Merkle tree: the hash of each complete subtree that the next leaves
 * will be joined to, one for each bit of the size. Not safe for several threads.
 */
public final class Frontier {
  private final byte[][] subtrees = new byte[Long.SIZE][];
  private long size;

  /** The frontier of the tree over the first leaves. */
  public static Frontier of(long size, SubtreeHashes hashes) {
    Frontier frontier = new Frontier();
    frontier.size = size;
    for (int level = 0; level < Long.SIZE - 1; level++) {
      if ((size >> level & 1) == 1) {
        frontier.subtrees[level] = hashes.at(level, (size >> level) - 1);
      }
    }
    return frontier;
  }

  Frontier copy() {
    Frontier copy = new Frontier();
    copy.size = size;
    System.arraycopy(subtrees, 0, copy.subtrees, 0, subtrees.length);
    return copy;
  }

  public long size() {
    return size;
  }

  /** Adds a leaf, and tells of each subtree that it completes, from the smallest up. */
  public void append(byte[] leaf, Consumer<Node> completed) {
    byte[] hash = leaf;
    int level = 0;
    for (; (size >> level & 1) == 1; level++) {
      hash = Sha256.ofNode(subtrees[level], hash);
      completed.accept(new Node(level + 1, size >> (level + 1), hash));
    }
    subtrees[level] = hash;
    Arrays.fill(subtrees, 0, level, null);
    size++;
  }

  public byte[] root() {
    if (size == 0) {
      return Sha256.of(new byte[0]);
    }
    int level = Long.numberOfTrailingZeros(size);
    byte[] hash = subtrees[level];
    for (level++; size >> level != 0; level++) {
      if ((size >> level & 1) == 1) {
        hash = Sha256.ofNode(subtrees[level], hash);
      }
    }
    return hash;
  }
}
