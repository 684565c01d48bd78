package org.tunza.store.merkle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Hashes of complete subtrees, from the few that are kept: of levels 0 (the leaves), 8, 16 and so
 * on. The 256 of a level that lie under one kept node are a tile and are read together, as in
 * https://c2sp.org/tlog-tiles. One instance serves one proof, so that a tile is read once.
 */
public final class Tiles implements SubtreeHashes {
  static final int LEVELS = 8;
  static final int WIDTH = 1 << LEVELS;

  private final Reading reading;
  private final Map<Tile, List<byte[]>> read = new HashMap<>();

  /** Reads hashes of one kept level, in order, as far as they are there. */
  @FunctionalInterface
  public interface Reading {
    List<byte[]> hashes(int level, long from, int count);
  }

  private record Tile(int level, long index) {}

  public Tiles(Reading reading) {
    this.reading = reading;
  }

  @Override
  public byte[] at(int level, long index) {
    int above = level % LEVELS;
    long first = index << above;
    List<byte[]> tile =
        read.computeIfAbsent(
            new Tile(level - above, first >> LEVELS),
            t -> reading.hashes(t.level(), t.index() << LEVELS, WIDTH));
    int from = (int) (first & (WIDTH - 1));
    if (tile.size() < from + (1 << above)) {
      throw new IncompleteTree(level, index);
    }
    return fold(tile.subList(from, from + (1 << above)));
  }

  private static byte[] fold(List<byte[]> hashes) {
    if (hashes.size() == 1) {
      return hashes.getFirst();
    }
    int middle = hashes.size() / 2;
    return Sha256.ofNode(
        fold(hashes.subList(0, middle)), fold(hashes.subList(middle, hashes.size())));
  }

  /** Hashes that the tree must have are not in the database. */
  public static final class IncompleteTree extends IllegalStateException {
    private static final long serialVersionUID = 1;

    IncompleteTree(int level, long index) {
      super("the ledger's tree lacks hashes at level " + level + ", index " + index);
    }
  }
}
