package org.tunza.store.index;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.tunza.platform.database.DatabaseFault;
import org.tunza.platform.database.Transactions;
import org.tunza.platform.job.Recurring;
import org.tunza.record.index.Indexing;
import org.tunza.record.index.OwnParameters;

/**
 * Looks now and then whether the store has other search parameters of its own, or their rows are
 * all there, and has this program know it: who only reads does not learn it otherwise.
 */
public final class CatalogueWatch {

  private static final Logger LOG = System.getLogger(CatalogueWatch.class.getName());

  private final Transactions transactions;
  private final Indexing indexing;
  private boolean isOutdated;

  private CatalogueWatch(Transactions transactions, Indexing indexing) {
    this.transactions = transactions;
    this.indexing = indexing;
  }

  /** Looks at once, and after each such time. */
  public static Recurring start(Transactions transactions, Indexing indexing, Duration every) {
    CatalogueWatch watch = new CatalogueWatch(transactions, indexing);
    watch.transactions.read(watch::keepUp);
    return Recurring.start("catalogue-watch", every, watch::look);
  }

  private void look() {
    try {
      transactions.read(this::keepUp);
    } catch (DatabaseFault fault) {
      LOG.log(
          Level.WARNING, "Search parameters could not be looked at: SQLSTATE {0}", fault.state());
    } catch (ProgramOutdated outdated) {
      if (!isOutdated) {
        LOG.log(Level.ERROR, "Nothing is written by this program: {0}", outdated.getMessage());
      }
      isOutdated = true;
    }
  }

  private boolean keepUp(Connection connection) throws SQLException {
    SearchIndex index = PostgresSearchIndex.read(connection);
    OwnParameters known = indexing.own();
    boolean isKnown =
        known.edition() == index.edition()
            && known.complete() == index.complete()
            && index.isComplete();
    if (!isKnown) {
      PostgresOwnParameters.keepUp(connection, indexing);
    }
    return isKnown;
  }
}
