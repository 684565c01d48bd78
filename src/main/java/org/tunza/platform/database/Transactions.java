package org.tunza.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.tunza.platform.Randomness;

/**
 * Runs work on connections of one login. A transaction that the database broke off because another
 * one was in its way (serialization failure 40001, deadlock 40P01) is run again from its start, a
 * few times, after a pause of random length; the work must therefore leave nothing outside the
 * database. See https://www.postgresql.org/docs/18/mvcc-serialization-failure-handling.html.
 */
public final class Transactions {
  private static final int TRIES_MAX = 8;
  private static final long FIRST_PAUSE_NANOS = 2_000_000;

  private final DataSource source;
  private final Randomness randomness;

  public Transactions(DataSource source, Randomness randomness) {
    this.source = source;
    this.randomness = randomness;
  }

  /** Work on one connection. */
  @FunctionalInterface
  public interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** Work whose statements each stand for themselves, without BEGIN and COMMIT around them. */
  public <T> T read(Work<T> work) {
    try (Connection connection = source.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw new DatabaseFault(e);
    }
  }

  /** Work that happens together or not at all. */
  public <T> T transact(Work<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return once(work);
      } catch (SQLException e) {
        if (!retryable(e) || attempt == TRIES_MAX) {
          throw new DatabaseFault(e);
        }
        pause(attempt);
      }
    }
  }

  private <T> T once(Work<T> work) throws SQLException {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      boolean committed = false;
      try {
        T result = work.on(connection);
        connection.commit();
        committed = true;
        return result;
      } finally {
        if (!committed) {
          connection.rollback();
        }
        connection.setAutoCommit(true);
      }
    }
  }

  private static boolean retryable(SQLException fault) {
    String state = DatabaseFault.stateOf(fault);
    return state.equals("40001") || state.equals("40P01");
  }

  private void pause(int attempt) {
    long longest = FIRST_PAUSE_NANOS << attempt;
    LockSupport.parkNanos(longest / 2 + randomness.below(longest));
  }
}
