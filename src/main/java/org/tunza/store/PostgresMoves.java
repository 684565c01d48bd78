package org.tunza.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.tunza.platform.database.Sql;
import org.tunza.record.EntryId;
import org.tunza.record.EntryKey;

/**
 * Moves an entry back to a chart that it had left. The pointer there is used again, with its key,
 * and put before the others; so each chart stands once in the chain of previous charts.
 */
final class PostgresMoves {

  private static final String LEFT =
      """
      select wrapped from entry where chart = ? and entry = ?
      """;

  private static final String BACK =
      """
      with recursive to_chart as (
        select chart, entry, previous_chart from entry where chart = ? and entry = ?),
      chain (chart, entry, previous_chart) as (
        select chart, entry, previous_chart from entry where chart = ? and entry = ?
        union all
        select e.chart, e.entry, e.previous_chart
        from chain c join entry e on e.chart = c.previous_chart and e.entry = c.entry),
      bridged as (
        update entry e set previous_chart = t.previous_chart
        from chain c join to_chart t on t.chart = c.previous_chart
        where e.chart = c.chart and e.entry = c.entry),
      first as (
        update entry set previous_chart = ? where chart = ? and entry = ?)
      update entry_id set chart = ? where type = ? and id = ?
      """;

  private final Connection connection;

  PostgresMoves(Connection connection) {
    this.connection = connection;
  }

  /** The wrapped key of the pointer that the entry has left there. */
  Optional<byte[]> left(EntryKey where) throws SQLException {
    return Sql.one(connection, LEFT, row -> row.getBytes(1), where.chart(), where.entry());
  }

  void back(int type, EntryId id, EntryKey from, EntryKey to) throws SQLException {
    Sql.update(
        connection,
        BACK,
        to.chart(),
        to.entry(),
        from.chart(),
        from.entry(),
        from.chart(),
        to.chart(),
        to.entry(),
        to.chart(),
        (short) type,
        id.id());
  }
}
