package org.tunza.store.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Roots and proofs of the Merkle tree over a list of leaf hashes, and how whoever receives them
 * checks them. https://www.rfc-editor.org/rfc/rfc9162#section-2.1
 */
public final class MerkleTree {

  private MerkleTree() {}

  /** The root of the tree over the first leaves. */
  public static byte[] root(long size, SubtreeHashes hashes) {
    return size == 0 ? Sha256.of(new byte[0]) : range(0, size, hashes);
  }

  /** The path from a leaf to the root of the tree over the first leaves. */
  public static List<byte[]> inclusion(long index, long size, SubtreeHashes hashes) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
    }
    List<byte[]> path = new ArrayList<>();
    inclusion(index, 0, size, hashes, path);
    return path;
  }

  private static void inclusion(
      long index, long from, long to, SubtreeHashes hashes, List<byte[]> path) {
    if (to - from == 1) {
      return;
    }
    long middle = from + split(to - from);
    if (index < middle) {
      inclusion(index, from, middle, hashes, path);
      path.add(range(middle, to, hashes));
    } else {
      inclusion(index, middle, to, hashes, path);
      path.add(range(from, middle, hashes));
    }
  }

  /** What shows that the tree over the first {@code oldSize} leaves begins the one of newSize. */
  public static List<byte[]> consistency(long oldSize, long newSize, SubtreeHashes hashes) {
    if (oldSize < 0 || oldSize > newSize) {
      throw new IllegalArgumentException("no tree of " + oldSize + " begins one of " + newSize);
    }
    List<byte[]> path = new ArrayList<>();
    if (oldSize > 0) {
      consistency(oldSize, 0, newSize, true, hashes, path);
    }
    return path;
  }

  private static void consistency(
      long oldSize, long from, long to, boolean known, SubtreeHashes hashes, List<byte[]> path) {
    if (oldSize == to) {
      if (!known) {
        path.add(range(from, to, hashes));
      }
      return;
    }
    long middle = from + split(to - from);
    if (oldSize <= middle) {
      consistency(oldSize, from, middle, known, hashes, path);
      path.add(range(middle, to, hashes));
    } else {
      consistency(oldSize, middle, to, false, hashes, path);
      path.add(range(from, middle, hashes));
    }
  }

  private static byte[] range(long from, long to, SubtreeHashes hashes) {
    long count = to - from;
    if (Long.bitCount(count) == 1) {
      int level = Long.numberOfTrailingZeros(count);
      return hashes.at(level, from >> level);
    }
    long middle = from + split(count);
    return Sha256.ofNode(range(from, middle, hashes), range(middle, to, hashes));
  }

  /** The largest power of two below the count. */
  private static long split(long count) {
    return Long.highestOneBit(count - 1);
  }

  /** Whether the path leads from the leaf to the root. */
  public static boolean provesInclusion(
      byte[] leaf, long index, long size, List<byte[]> path, byte[] root) {
    if (index < 0 || index >= size) {
      return false;
    }
    long node = index;
    long last = size - 1;
    byte[] hash = leaf;
    for (byte[] sibling : path) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = Sha256.ofNode(sibling, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = Sha256.ofNode(hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && Arrays.equals(hash, root);
  }

  /** Whether the path shows that the old tree begins the new one. */
  public static boolean provesConsistency(
      long oldSize, byte[] oldRoot, long newSize, byte[] newRoot, List<byte[]> path) {
    if (oldSize < 0 || oldSize > newSize) {
      return false;
    }
    if (oldSize == 0 || oldSize == newSize) {
      byte[] expected = oldSize == 0 ? Sha256.of(new byte[0]) : newRoot;
      return path.isEmpty() && Arrays.equals(oldRoot, expected);
    }
    boolean whole = Long.bitCount(oldSize) == 1;
    if (!whole && path.isEmpty()) {
      return false;
    }
    int up = Long.numberOfTrailingZeros(oldSize);
    byte[] first = whole ? oldRoot : path.getFirst();
    List<byte[]> rest = whole ? path : path.subList(1, path.size());
    return climb((oldSize - 1) >> up, (newSize - 1) >> up, first, oldRoot, newRoot, rest);
  }

  private static boolean climb(
      long oldNode, long newNode, byte[] first, byte[] oldRoot, byte[] newRoot, List<byte[]> path) {
    long node = oldNode;
    long last = newNode;
    byte[] oldHash = first;
    byte[] newHash = first;
    for (byte[] sibling : path) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        oldHash = Sha256.ofNode(sibling, oldHash);
        newHash = Sha256.ofNode(sibling, newHash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        newHash = Sha256.ofNode(newHash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && Arrays.equals(oldHash, oldRoot) && Arrays.equals(newHash, newRoot);
  }
}
