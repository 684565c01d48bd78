package org.tunza.store.key;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.tunza.platform.StartRefusal;
import org.tunza.platform.database.DatabaseFault;
import org.tunza.platform.database.Transactions;

/**
 * Looks every now and then whether another program has changed the key tree, and then has this
 * program's forget what it holds: what was destroyed anywhere stops opening here too, even if this
 * program only reads.
 */
public final class KeyWatch implements AutoCloseable {

  private static final Logger LOG = System.getLogger(KeyWatch.class.getName());

  private final KeyTree keys;
  private final Transactions transactions;
  private final Duration every;
  private final CountDownLatch stop = new CountDownLatch(1);
  private int told;
  private final Thread thread = new Thread(this::watch, "key-watch");

  private KeyWatch(KeyTree keys, Transactions transactions, Duration every) {
    this.keys = keys;
    this.transactions = transactions;
    this.every = every;
  }

  public static KeyWatch start(KeyTree keys, Transactions transactions, Duration every) {
    KeyWatch watch = new KeyWatch(keys, transactions, every);
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  private void watch() {
    try {
      while (!stop.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
