package org.tunza.store.key;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.tunza.platform.StartRefusal;
import org.tunza.platform.database.DatabaseFault;
import org.tunza.platform.database.Transactions;
import org.tunza.platform.job.Recurring;

/**
 * Looks every now and then whether another program has changed the key tree, and then has this
 * program's forget what it holds: what was destroyed anywhere stops opening here too, even if this
 * program only reads.
 */
public final class KeyWatch {

  private static final Logger LOG = System.getLogger(KeyWatch.class.getName());

  private final KeyTree keys;
  private final Transactions transactions;
  private int told;

  private KeyWatch(KeyTree keys, Transactions transactions) {
    this.keys = keys;
    this.transactions = transactions;
  }

  public static Recurring start(KeyTree keys, Transactions transactions, Duration every) {
    return Recurring.start("key-watch", every, new KeyWatch(keys, transactions)::look);
  }

  private void look() {
    try {
      int newest = transactions.read(PostgresKeys::newest).orElseThrow().version();
      if (newest != keys.epoch()) {
        keepUp(newest);
      }
    } catch (DatabaseFault fault) {
      LOG.log(Level.WARNING, "The key tree could not be looked at: SQLSTATE {0}", fault.state());
    }
  }

  private void keepUp(int newest) {
    try {
      transactions.transact(connection -> {
        PostgresKeys.share(connection);
        return keys.keepUp(connection);
      });
    } catch (StartRefusal unusable) {
      if (told != newest) {
        LOG.log(Level.ERROR, "Nothing is written until it is here. {0}", unusable.line());
        told = newest;
      }
    }
  }
}
