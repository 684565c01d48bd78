package org.tunza.store.blob;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.tunza.platform.database.DatabaseFault;
import org.tunza.platform.database.Transactions;
import org.tunza.platform.job.Recurring;

/**
 * Removes blobs that no row claims, once they are so old that no commit can be about to claim them.
 * The first time some while after the start, so that who has put back a wrong copy of the database
 * can still put back the right one. Several programs may sweep the same store.
 */
public final class BlobSweep {

  /** How long a blob is left alone. */
  static final Duration AGE = Duration.ofDays(1);

  private static final Logger LOG = System.getLogger(BlobSweep.class.getName());

  private final BlobStore store;
  private final Unclaimed unclaimed;
  private final InstantSource clock;

  BlobSweep(BlobStore store, Transactions transactions, InstantSource clock) {
    this.store = store;
    this.unclaimed = new Unclaimed(store, transactions);
    this.clock = clock;
  }

  /** Sweeps after each such time, with the application's login. */
  public static Recurring start(
      BlobStore store, Transactions transactions, InstantSource clock, Duration every) {
    return Recurring.start("blob-sweep", every, new BlobSweep(store, transactions, clock)::sweep);
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
}
