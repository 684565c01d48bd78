package org.tunza.store.reindex;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.tunza.platform.database.DatabaseFault;
import org.tunza.platform.job.Recurring;
import org.tunza.store.reindex.ReindexStore.Turn;

/**
 * Looks now and then whether search rows are to be made anew, and does it, for a share of the time
 * only, so that who reads and writes is not kept waiting. Every program runs one; one of them
 * works.
 */
public final class Reindexing implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Reindexing.class.getName());
  private static final long TOLD_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

  /** Shorter than the lease, so that nobody else goes on meanwhile. */
  private static final long REST_NANOS_MAX = ReindexStore.LEASE.dividedBy(2).toNanos();

  private final ReindexStore store;
  private final int share;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Recurring recurring;

  private Reindexing(ReindexStore store, int share, Duration every) {
    this.store = store;
    this.share = share;
    this.recurring = Recurring.start("reindex", every, this::run);
  }

  /**
   * Starts to look after each such time.
   *
   * @param share of the time in which it works, in percent
   */
  public static Reindexing start(ReindexStore store, int share, Duration every) {
    return new Reindexing(store, share, every);
  }

  private void run() {
    try {
      if (goOn()) {
        LOG.log(Level.INFO, "Search rows are made anew.");
        walk();
      }
    } catch (DatabaseFault fault) {
      LOG.log(Level.WARNING, "Search rows could not be made anew: SQLSTATE {0}", fault.state());
    }
  }

  private void walk() {
    long told = System.nanoTime();
    while (goOn()) {
      if (System.nanoTime() - told > TOLD_EVERY_NANOS) {
        told = System.nanoTime();
        LOG.log(Level.INFO, "Search rows are made anew: {0} %.", store.standing().percent());
      }
    }
    store.release();
    Standing standing = store.standing();
    if (standing.index().isWhole()) {
      LOG.log(
          Level.INFO,
          "All search rows are made anew; {0} were not as their entries say.",
          standing.walk().mended());
    }
  }

  /** Does a portion, and rests; says whether there may be more to do. */
  private boolean goOn() {
    long begun = System.nanoTime();
    if (store.goOn() != Turn.WENT_ON) {
      return false;
    }
    long worked = System.nanoTime() - begun;
    if (isStopped(Math.min(worked * (100 - share) / share, REST_NANOS_MAX))) {
      store.release();
      return false;
    }
    return true;
  }

  private boolean isStopped(long nanos) {
    try {
      return stop.await(nanos, NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Ends the portion at work; another program goes on with the rest. */
  @Override
  public void close() {
    stop.countDown();
    recurring.close();
  }
}
