package org.tunza.store.blob;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.tunza.platform.database.DatabaseFault;
import org.tunza.platform.database.Transactions;

/**
 * Removes blobs that no row claims, once they are so old that no commit can be about to claim them.
 * The first time some while after the start, so that who has put back a wrong copy of the database
 * can still put back the right one. Several programs may sweep the same store.
 */
public final class BlobSweep implements AutoCloseable {

  /** How long a blob is left alone. */
  static final Duration AGE = Duration.ofDays(1);

  private static final Logger LOG = System.getLogger(BlobSweep.class.getName());

  private final BlobStore store;
  private final Unclaimed unclaimed;
  private final InstantSource clock;
  private final Duration every;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "blob-sweep");

  BlobSweep(BlobStore store, Transactions transactions, InstantSource clock, Duration every) {
    this.store = store;
    this.unclaimed = new Unclaimed(store, transactions);
    this.clock = clock;
    this.every = every;
  }

  /** Sweeps after each such time, with the application's login. */
  public static BlobSweep start(
      BlobStore store, Transactions transactions, InstantSource clock, Duration every) {
    BlobSweep sweep = new BlobSweep(store, transactions, clock, every);
    sweep.thread.setDaemon(true);
    sweep.thread.start();
    return sweep;
  }

  private void run() {
    try {
      while (!stop.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
        sweep();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void sweep() {
    Instant before = clock.instant().minus(AGE);
    try {
      unclaimed.each(before, store::remove);
      store.removeBroken(before);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Blobs could not be swept", e);
    } catch (DatabaseFault fault) {
      LOG.log(Level.WARNING, "Blobs could not be swept: SQLSTATE {0}", fault.state());
    }
  }

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
