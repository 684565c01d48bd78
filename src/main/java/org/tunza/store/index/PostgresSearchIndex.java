package org.tunza.store.index;

import java.sql.Connection;
import java.sql.SQLException;
import org.tunza.platform.database.Sql;

/** Reads and changes what the store says of its search rows. */
public final class PostgresSearchIndex {

  private PostgresSearchIndex() {}

  public static SearchIndex read(Connection connection) throws SQLException {
    return Sql.one(
            connection,
            "select scheme, edition, complete, clean from search_index",
            row -> new SearchIndex(row.getInt(1), row.getLong(2), row.getLong(3), row.getLong(4)))
        .orElseThrow();
  }

  /**
   * Asks for all rows anew, by a scheme. The connection holds the lock of all.
   *
   * @return the new edition
   */
  public static long renew(Connection connection, int scheme) throws SQLException {
    return Sql.number(
        connection,
        "update search_index set scheme = ?, edition = edition + 1 returning edition",
        scheme);
  }

  /** How much of the entries has the rows that the edition asks for, in percent. */
  static int percent(Connection connection) throws SQLException {
    return (int)
        Sql.number(
            connection,
            """
            select case
              when s.complete >= s.edition then 100
              when w.edition < s.edition or w.stage > 0 or w.entries = 0 then 0
              else least(99, 100 * w.done / w.entries) end
            from search_index s cross join index_walk w
            """);
  }

  /** Says that by an edition no row is missing. */
  public static void complete(Connection connection, long edition) throws SQLException {
    Sql.update(connection, "update search_index set complete = greatest(complete, ?)", edition);
  }

  /** Says that by an edition no row is left over. */
  public static void clean(Connection connection, long edition) throws SQLException {
    Sql.update(connection, "update search_index set clean = greatest(clean, ?)", edition);
  }
}
