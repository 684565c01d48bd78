package org.tunza.store.merkle;

import java.util.List;

/**
 * That a leaf stands at a place of the tree. https://www.rfc-editor.org/rfc/rfc9162#section-2.1.3
 *
 * @param seq the leaf's place, from 0
 * @param size of the tree that the path leads to the root of
 */
public record InclusionProof(long seq, long size, byte[] leaf, List<byte[]> path) {
  public InclusionProof {
    path = List.copyOf(path);
  }

  public boolean proves(TreeHead head) {
    return head.size() == size && MerkleTree.provesInclusion(leaf, seq, size, path, head.root());
  }
}
