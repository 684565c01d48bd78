package org.tunza.store.ledger;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.tunza.platform.database.DatabaseFault;

/**
 * Gives every commit its place in the ledger and signs the tree's head. Each program runs one; the
 * one that holds the database's lock works, the others look now and then whether it is free.
 */
public final class Sequencer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Sequencer.class.getName());
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration ALTERED_RETRY = Duration.ofSeconds(30);
  private static final Duration ROUND_GAP = Duration.ofMillis(40);

  private final DataSource source;
  private final SigningKey key;
  private final InstantSource clock;
  private final Settings settings;
  private final Semaphore nudges = new Semaphore(0);
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "sequencer");
  private volatile State state = State.STANDBY;

  /**
   * How often it looks.
   *
   * @param poll between looks at what waits, and at the lock while another program has it
   * @param checkpointEvery at least between two signed heads while commits come in
   */
  public record Settings(Duration poll, Duration checkpointEvery) {
    public static final Settings DEFAULT =
        new Settings(Duration.ofMillis(200), Duration.ofMillis(500));
  }

  /** What the sequencer of this program is doing. */
  public enum State {
    /** Another program's works, or the database is away. */
    STANDBY,
    WORKING,
    /** The stored tree is not the one that was signed; a person must look. */
    REFUSING,
    STOPPED
  }

  private Sequencer(DataSource source, Secrets secrets, InstantSource clock, Settings settings) {
    this.source = source;
    this.key = SigningKey.of(secrets);
    this.clock = clock;
    this.settings = settings;
  }

  /** Starts one on connections of the sequencer's own login. */
  public static Sequencer start(
      DataSource source, Secrets secrets, InstantSource clock, Settings settings) {
    Sequencer sequencer = new Sequencer(source, secrets, clock, settings);
    sequencer.thread.setDaemon(true);
    sequencer.thread.start();
    return sequencer;
  }

  public State state() {
    return state;
  }

  /** Says that this program has just committed something, so that it is seen sooner. */
  public void nudge() {
    nudges.release();
  }

  private void run() {
    Duration pause = Duration.ZERO;
    while (!stopped(pause)) {
      pause = settings.poll();
      State found = State.STANDBY;
      try {
        workWhileHolding();
      } catch (SQLException e) {
        LOG.log(Level.WARNING, "Sequencing was interrupted: SQLSTATE {0}", e.getSQLState());
        pause = RETRY;
      } catch (DatabaseFault e) {
        LOG.log(Level.WARNING, "Sequencing was interrupted: SQLSTATE {0}", e.state());
        pause = RETRY;
      } catch (TreeAltered e) {
        LOG.log(Level.ERROR, "The ledger is not continued: {0}. Run tunza verify.", e.getMessage());
        found = State.REFUSING;
        pause = ALTERED_RETRY;
      }
      state = found;
    }
    state = State.STOPPED;
  }

  /** Returns at once when another program is the sequencer, else when this one stops. */
  private void workWhileHolding() throws SQLException, TreeAltered {
    try (Connection connection = source.getConnection()) {
      if (!PostgresTree.lock(connection)) {
        return;
      }
      try {
        PostgresTree.waitForNoDisk(connection);
        connection.setAutoCommit(false);
        rounds(Sequencing.begin(connection, key, clock, settings.checkpointEvery()));
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
        PostgresTree.unlock(connection);
      }
    }
  }

  private void rounds(Sequencing sequencing) throws SQLException {
    state = State.WORKING;
    while (!stopped(Duration.ZERO)) {
      boolean more = sequencing.round();
      if (!more && !stopped(ROUND_GAP)) {
        awaitNudge(settings.poll().minus(ROUND_GAP));
      }
    }
    sequencing.round();
  }

  private void awaitNudge(Duration longest) {
    try {
      if (nudges.tryAcquire(longest.toMillis(), MILLISECONDS)) {
        nudges.drainPermits();
      }
    } catch (InterruptedException e) {
      stop.countDown();
    }
  }

  /** Waits so long, or until this is to stop. */
  private boolean stopped(Duration pause) {
    try {
      return stop.await(pause.toMillis(), MILLISECONDS);
    } catch (InterruptedException e) {
      stop.countDown();
      return true;
    }
  }

  /** Places what waits once more, then stops. */
  @Override
  public void close() {
    stop.countDown();
    nudge();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
