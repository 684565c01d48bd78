package org.tunza.store.index;

/**
 * The term of a reference: who refers, by which parameter, to which entry's number. It is negative,
 * and the database can make it (the function {@code link}) and take it apart, so that references
 * are followed both ways without a key.
 */
public final class Link {

  private static final int ENTRY_BITS = 48;

  private Link() {}

  /**
   * The term.
   *
   * @param parameter below 2^15
   * @param entry below 2^48
   */
  public static long term(int parameter, long entry) {
    return Long.MIN_VALUE | (long) parameter << ENTRY_BITS | entry;
  }

  /** The least term of a parameter; all of them are below that of the next one. */
  public static long first(int parameter) {
    return term(parameter, 0);
  }
}
