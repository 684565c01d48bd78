package org.tunza.store.merkle;

import java.util.List;

/**
 * That a tree begins a larger one. https://www.rfc-editor.org/rfc/rfc9162#section-2.1.4
 *
 * @param from size of the older tree
 * @param to size of the newer one
 */
public record ConsistencyProof(long from, long to, List<byte[]> path) {
  public ConsistencyProof {
    path = List.copyOf(path);
  }

  public boolean proves(TreeHead older, TreeHead newer) {
    return older.size() == from
        && newer.size() == to
        && MerkleTree.provesConsistency(from, older.root(), to, newer.root(), path);
  }
}
