package org.tunza.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waiting for what another thread, process or program does, and no longer than is sensible. */
public final class Await {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

  private Await() {}

  /** What is waited for; a look may fail, which fails the test. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws Exception;
  }

  /**
   * Looks again and again until the condition holds.
   *
   * @param what the condition in words, for the failure
   */
  public static void until(String what, Condition condition) {
    long start = System.nanoTime();
    while (!holds(what, condition)) {
      if (System.nanoTime() - start > LIMIT.toNanos()) {
        throw new AssertionError("waited %s in vain until %s".formatted(LIMIT, what));
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  private static boolean holds(String what, Condition condition) {
    try {
      return condition.holds();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("could not see whether " + what, e);
    }
  }
}
