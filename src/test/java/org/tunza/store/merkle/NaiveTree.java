package org.tunza.store.merkle;

import java.util.ArrayList;
import java.util.List;

/** The definitions of RFC 9162 §2.1, written down as they stand there; slow, and so an oracle. */
final class NaiveTree {

  private NaiveTree() {}

  static byte[] root(List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      return Sha256.of(new byte[0]);
    }
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int k = split(leaves.size());
    return Sha256.ofNode(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
  }

  static List<byte[]> inclusion(int m, List<byte[]> leaves) {
    if (leaves.size() == 1) {
      return new ArrayList<>();
    }
    int k = split(leaves.size());
    boolean left = m < k;
    List<byte[]> first = leaves.subList(0, k);
    List<byte[]> second = leaves.subList(k, leaves.size());
    List<byte[]> path = left ? inclusion(m, first) : inclusion(m - k, second);
    path.add(root(left ? second : first));
    return path;
  }

  static List<byte[]> consistency(int m, List<byte[]> leaves) {
    return m == 0 ? List.of() : subproof(m, leaves, true);
  }

  private static List<byte[]> subproof(int m, List<byte[]> leaves, boolean known) {
    List<byte[]> path = new ArrayList<>();
    if (m == leaves.size()) {
      if (!known) {
        path.add(root(leaves));
      }
      return path;
    }
    int k = split(leaves.size());
    List<byte[]> first = leaves.subList(0, k);
    List<byte[]> second = leaves.subList(k, leaves.size());
    path.addAll(m <= k ? subproof(m, first, known) : subproof(m - k, second, false));
    path.add(root(m <= k ? second : first));
    return path;
  }

  private static int split(int n) {
    int k = 1;
    while (k * 2 < n) {
      k *= 2;
    }
    return k;
  }
}
