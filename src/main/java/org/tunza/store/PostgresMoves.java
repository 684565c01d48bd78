package org.tunza.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import org.tunza.platform.database.Sql;
import org.tunza.record.EntryId;
import org.tunza.record.EntryKey;

/**
 * What a move asks of the database; and a move back to a chart that the entry had left. The pointer
 * there is used again, with its key, and put before the others; so each chart stands once in the
 * chain of previous charts.
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

  private static final String ALONE =
      """
      select count(*)
      from entry_id i
      join entry e on e.chart = i.chart and e.entry = i.entry
      where i.type = ? and i.id = ? and e.state = 1 and e.wrapped is not null
        and not exists (select 1 from entry o where o.chart = e.chart and o.entry <> e.entry)
      """;

  private static final String LOCK =
      """
      select count(pg_advisory_xact_lock(key)) from unnest(?::bigint[]) as key
      """;

  private final Connection connection;

  PostgresMoves(Connection connection) {
    this.connection = connection;
  }

  /** The wrapped key of the pointer that the entry has left there. */
  Optional<byte[]> left(EntryKey where) throws SQLException {
    return Sql.one(connection, LEFT, row -> row.getBytes(1), where.chart(), where.entry());
  }

  /** Whether an entry is there and lies in a chart in which nothing else ever lay. */
  boolean isAlone(int type, EntryId id) throws SQLException {
    return Sql.number(connection, ALONE, (short) type, id.id()) == 1;
  }

  /** Locks entries that are about to move, in the order of all locks. */
  void lock(Collection<EntryId> ids) throws SQLException {
    Sql.number(connection, LOCK, ids.stream().mapToLong(LockSet::entry).sorted().toArray());
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
