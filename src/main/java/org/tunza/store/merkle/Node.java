package org.tunza.store.merkle;

/** The hash of a complete subtree: over the leaves from {@code index << level} on. */
public record Node(int level, long index, byte[] hash) {

  /** Whether trees keep nodes of this level; the others are made anew from those below. */
  public boolean isKept() {
    return level % Tiles.LEVELS == 0;
  }
}
