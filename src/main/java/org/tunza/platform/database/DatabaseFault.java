package org.tunza.platform.database;

import java.sql.SQLException;

/**
 * The database failed or refused a statement. Carries its SQLSTATE, never a value: the server's own
 * text is kept only for the classes of errors that name objects, not values. Codes:
 * https://www.postgresql.org/docs/18/errcodes-appendix.html.
 */
public final class DatabaseFault extends RuntimeException {
  private final String state;

  public DatabaseFault(SQLException cause) {
    super("the database answered with SQLSTATE " + stateOf(cause), withoutValues(cause));
    this.state = stateOf(cause);
  }

  public String state() {
    return state;
  }

  /** Whether the database was not there, so that trying later may help. */
  public boolean unavailable() {
    return state.startsWith("08") || state.startsWith("57P") || state.equals("53300");
  }

  /** Whether the disk of the database is full. */
  public boolean diskFull() {
    return state.equals("53100");
  }

  /** Whether a statement ran longer than the limit. */
  public boolean overtime() {
    return state.equals("57014");
  }

  static String stateOf(SQLException fault) {
    String state = fault.getSQLState();
    return state == null ? "08000" : state;
  }

  /** Data exceptions (class 22) and raised ones (P0) may quote what was sent. */
  private static SQLException withoutValues(SQLException fault) {
    String state = stateOf(fault);
    if (!state.startsWith("22") && !state.startsWith("P0")) {
      return fault;
    }
    SQLException silent = new SQLException("text withheld", state);
    silent.setStackTrace(fault.getStackTrace());
    return silent;
  }
}
