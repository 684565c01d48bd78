package org.tunza.store.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
  private static final int LEAVES = 1500;
  private final List<byte[]> leaves = new ArrayList<>();
  private final TreeMap<Integer, List<byte[]>> kept = new TreeMap<>();
  private final List<byte[]> roots = new ArrayList<>();
  private final Random random = new Random(6962);

  MerkleTreeTest() {
    Frontier frontier = new Frontier();
    roots.add(frontier.root());
    for (int i = 0; i < LEAVES; i++) {
      byte[] leaf = Sha256.ofLeaf(new byte[] {(byte) i, (byte) (i >> 8)});
      leaves.add(leaf);
      frontier.append(leaf, this::keep);
      roots.add(frontier.root());
    }
  }

  private void keep(Node node) {
    if (node.isKept()) {
      List<byte[]> row = kept.computeIfAbsent(node.level(), l -> new ArrayList<>());
      assertThat(node.index()).isEqualTo(row.size());
      row.add(node.hash());
    }
  }

  private Tiles tiles() {
    return new Tiles((level, from, count) -> {
      List<byte[]> row = level == 0 ? leaves : kept.getOrDefault(level, List.of());
      return row.subList((int) from, (int) Math.min(row.size(), from + count));
    });
  }

  @Test
  void the_roots_are_those_of_the_published_test_vectors() {
    String[] data = {"", "00", "10", "2021", "3031", "40414243"};
    Frontier frontier = new Frontier();
    for (String leaf : data) {
      frontier.append(Sha256.ofLeaf(HexFormat.of().parseHex(leaf)), node -> {});
    }
    assertThat(HexFormat.of().formatHex(frontier.root()))
        .isEqualTo("76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef");
    assertThat(HexFormat.of().formatHex(roots.getFirst()))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void a_root_is_the_same_from_the_frontier_the_tiles_and_the_definition() {
    for (int size = 0; size <= LEAVES; size += size < 40 ? 1 : 37) {
      byte[] root = NaiveTree.root(leaves.subList(0, size));
      assertThat(roots.get(size)).isEqualTo(root);
      assertThat(MerkleTree.root(size, tiles())).isEqualTo(root);
      assertThat(Frontier.of(size, tiles()).root()).isEqualTo(root);
    }
  }

  @Test
  void every_inclusion_proof_is_that_of_the_definition_and_proves() {
    for (int round = 0; round < 1500; round++) {
      int size = 1 + random.nextInt(round < 700 ? 40 : LEAVES);
      int index = random.nextInt(size);
      List<byte[]> path = MerkleTree.inclusion(index, size, tiles());
      assertThat(path)
          .containsExactlyElementsOf(NaiveTree.inclusion(index, leaves.subList(0, size)));
      byte[] root = roots.get(size);
      assertThat(MerkleTree.provesInclusion(leaves.get(index), index, size, path, root)).isTrue();
      refusesAlteredInclusion(index, size, path, root);
    }
  }

  private void refusesAlteredInclusion(int index, int size, List<byte[]> path, byte[] root) {
    byte[] leaf = leaves.get(index);
    byte[] other = Sha256.of(leaf);
    assertThat(MerkleTree.provesInclusion(other, index, size, path, root)).isFalse();
    assertThat(MerkleTree.provesInclusion(leaf, size, size, path, root)).isFalse();
    if (size > 1) {
      assertThat(MerkleTree.provesInclusion(leaf, (index + 1) % size, size, path, root)).isFalse();
      assertThat(MerkleTree.provesInclusion(leaf, index, size, altered(path), root)).isFalse();
      List<byte[]> shorter = path.subList(0, path.size() - 1);
      assertThat(MerkleTree.provesInclusion(leaf, index, size, shorter, root)).isFalse();
    }
    List<byte[]> longer = new ArrayList<>(path);
    longer.add(other);
    assertThat(MerkleTree.provesInclusion(leaf, index, size, longer, root)).isFalse();
  }

  @Test
  void every_consistency_proof_is_that_of_the_definition_and_proves() {
    for (int round = 0; round < 1500; round++) {
      int size = 1 + random.nextInt(round < 700 ? 40 : LEAVES);
      int old = random.nextInt(size + 1);
      List<byte[]> path = MerkleTree.consistency(old, size, tiles());
      assertThat(path)
          .containsExactlyElementsOf(NaiveTree.consistency(old, leaves.subList(0, size)));
      byte[] from = roots.get(old);
      byte[] to = roots.get(size);
      assertThat(MerkleTree.provesConsistency(old, from, size, to, path)).isTrue();
      byte[] other = Sha256.of(from);
      assertThat(MerkleTree.provesConsistency(old, other, size, to, path)).isFalse();
      if (old > 0) {
        assertThat(MerkleTree.provesConsistency(old, from, size, other, path)).isFalse();
      }
      if (!path.isEmpty()) {
        assertThat(MerkleTree.provesConsistency(old, from, size, to, altered(path))).isFalse();
      }
    }
  }

  private List<byte[]> altered(List<byte[]> path) {
    List<byte[]> altered = new ArrayList<>(path);
    int place = random.nextInt(altered.size());
    altered.set(place, Sha256.of(altered.get(place)));
    return altered;
  }
}
