package org.tunza.platform.database;

import java.util.concurrent.atomic.LongAdder;

/**
 * How many statements this thread has sent to the database, so that tests and the benchmark can
 * hold a request to its round trips.
 */
public final class Statements {
  private static final ThreadLocal<long[]> COUNT = ThreadLocal.withInitial(() -> new long[1]);

  private static final LongAdder TOTAL = new LongAdder();

  private Statements() {}

  /** The count so far; take the difference of two. */
  public static long count() {
    return COUNT.get()[0];
  }

  /** The count of all threads. */
  public static long total() {
    return TOTAL.sum();
  }

  static void sent() {
    COUNT.get()[0]++;
    TOTAL.increment();
  }
}
