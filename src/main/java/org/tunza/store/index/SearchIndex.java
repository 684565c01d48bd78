package org.tunza.store.index;

/**
 * By what the rows of the whole store are made.
 *
 * @param scheme the way in which a program makes them, see {@link #SCHEME}
 * @param edition goes up whenever all of them are to be made anew
 * @param complete the edition by which none is missing
 * @param clean the edition by which none is left over, too
 */
public record SearchIndex(int scheme, long edition, long complete, long clean) {

  /**
   * The scheme of this program. It goes up with every change of what is extracted from content, or
   * of how it is laid out in rows; then a store with rows of an older one has them made anew.
   */
  public static final int SCHEME = 2;

  /** Whether no row is missing of those that the edition asks for. */
  public boolean isComplete() {
    return complete >= edition;
  }

  /** Whether all rows are as the edition asks for. */
  public boolean isWhole() {
    return clean >= edition;
  }
}
