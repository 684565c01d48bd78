package org.tunza.platform;

/**
 * How many statements this thread has sent to the database, so that tests and the benchmark can
 * hold a request to its round trips.
 */
public final class Statements {
  private static final ThreadLocal<long[]> COUNT = ThreadLocal.withInitial(() -> new long[1]);

  private Statements() {}

  /** The count so far; take the difference of two. */
  public static long count() {
    return COUNT.get()[0];
  }

  static void sent() {
    COUNT.get()[0]++;
  }
}
