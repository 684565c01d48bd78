package org.tunza.store.reindex;

import org.tunza.store.index.SearchIndex;

/** What search rows are made by, and how far the last walk is that makes them anew. */
public record Standing(SearchIndex index, IndexWalk walk) {

  /** Whether a walk has begun that is not at its end. */
  public boolean isWalking() {
    return walk.edition() > index.clean();
  }

  /** Whether all rows are made by an edition, or a later one. */
  public boolean isDone(long edition) {
    return index.clean() >= edition;
  }

  /** How much of the walk at work is done, in percent. */
  public int percent() {
    return isWalking() ? (int) (100 * walk.share()) : index.isWhole() ? 100 : 0;
  }
}
