package org.tunza.platform.job;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A deed that is done again and again on a thread of its own, the first time after a while, until
 * this is closed. A turn that ends in a defect is told by the defect's class alone, and the next
 * one comes all the same.
 */
public final class Recurring implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Recurring.class.getName());

  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;

  private Recurring(String name, Duration every, Runnable deed) {
    this.thread = new Thread(() -> run(every, deed), name);
  }

  /** Does it after each such time. */
  public static Recurring start(String name, Duration every, Runnable deed) {
    Recurring recurring = new Recurring(name, every, deed);
    recurring.thread.setDaemon(true);
    recurring.thread.start();
    return recurring;
  }

  private void run(Duration every, Runnable deed) {
    try {
      while (!stop.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
        turn(deed);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void turn(Runnable deed) {
    try {
      deed.run();
    } catch (RuntimeException defect) {
      LOG.log(Level.ERROR, "{0} ended with {1}", thread.getName(), defect.getClass().getName());
    }
  }

  /** Waits for a turn that has begun, and lets no other begin. */
  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
