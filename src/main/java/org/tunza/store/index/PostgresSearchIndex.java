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
   * Asks for all rows anew, by a scheme; in a store without entries they are at once. The
   * connection holds the lock of all.
   *
   * @return the new edition
   */
  public static long renew(Connection connection, int scheme) throws SQLException {
    return Sql.number(
        connection,
        """
        update search_index s set scheme = ?, edition = s.edition + 1,
          complete = case when e.some then complete else s.edition + 1 end,
          clean = case when e.some then clean else s.edition + 1 end
        from (select exists (select from entry) as some) e
        returning s.edition
        """,
        scheme);
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
