package org.tunza.store.verify;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tunza.platform.database.Sql;
import org.tunza.platform.database.SqlRows;
import org.tunza.record.EntryKey;
import org.tunza.record.LifecycleEvent;
import org.tunza.store.key.VersionOpening.SealedVersion;
import org.tunza.store.ledger.Checkpoint;
import org.tunza.store.ledger.LedgerCommit;
import org.tunza.store.ledger.LedgerEvent;
import org.tunza.store.merkle.Node;
import org.tunza.store.merkle.TreeHead;

/** What a verification reads: each statement a portion, in the order that its stage compares in. */
final class PostgresVerify {
  private static final int ROWS_FETCHED = 1_000;

  private PostgresVerify() {}

  /** All statements of this transaction see one state of the database. */
  static void oneSnapshot(Connection connection) throws SQLException {
    Sql.update(connection, "set transaction isolation level repeatable read, read only");
  }

  record LeafRow(long seq, long commit, byte[] leaf, boolean commitThere) {}

  static List<LeafRow> leaves(Connection connection, long from, long to) throws SQLException {
    return Sql.query(
        connection,
        """
        select l.seq, l.commit, l.leaf, c.number is not null
        from ledger_leaf l left join ledger_commit c on c.number = l.commit
        where l.seq >= ? and l.seq < ? order by l.seq
        """,
        row -> new LeafRow(row.getLong(1), row.getLong(2), row.getBytes(3), row.getBoolean(4)),
        from,
        to);
  }

  static List<Checkpoint> checkpoints(Connection connection, long above, long upTo)
      throws SQLException {
    return Sql.query(
        connection,
        """
        select size, root, note from ledger_checkpoint where size > ? and size <= ? order by size
        """,
        row -> new Checkpoint(new TreeHead(row.getLong(1), row.getBytes(2)), row.getString(3)),
        above,
        upTo);
  }

  static List<Node> nodes(Connection connection, int level, long from, long to)
      throws SQLException {
    return Sql.query(
        connection,
        """
        select level, index, hash from ledger_node
        where level = ? and index >= ? and index < ? order by index
        """,
        row -> new Node(row.getInt(1), row.getLong(2), row.getBytes(3)),
        (short) level,
        from,
        to);
  }

  static long lastCommit(Connection connection) throws SQLException {
    return Sql.number(connection, "select coalesce(max(number), 0) from ledger_commit");
  }

  static long commits(Connection connection) throws SQLException {
    return Sql.number(connection, "select count(*) from ledger_commit");
  }

  /**
   * A commit with its leaf.
   *
   * @param seq its place, or -1 while it waits
   * @param leaf null when it is neither in the ledger nor waiting
   * @param accesses how many access events its batch holds, or -1 when it has none
   */
  record CommitRow(
      LedgerCommit commit,
      long seq,
      byte @Nullable [] leaf,
      int accesses,
      byte @Nullable [] batchHash) {}

  static List<CommitRow> commits(Connection connection, long after, long upTo, int max)
      throws SQLException {
    return Sql.query(
        connection,
        """
        select c.number, c.recorded, c.origin, c.agent, c.on_behalf_of, c.purpose,
          coalesce(l.seq, -1), coalesce(l.leaf, p.leaf), coalesce(b.count, -1), sha256(b.sealed)
        from (
          select * from ledger_commit where number > ? and number <= ? order by number limit ?) c
        left join ledger_leaf l on l.commit = c.number
        left join ledger_pending p on p.commit = c.number
        left join access_batch b on b.commit = c.number
        order by c.number
        """,
        PostgresVerify::commitRow,
        after,
        upTo,
        max);
  }

  private static CommitRow commitRow(ResultSet row) throws SQLException {
    Instant recorded = Objects.requireNonNull(SqlRows.instant(row, 2));
    LedgerCommit commit =
        new LedgerCommit(
            row.getLong(1),
            ChronoUnit.MICROS.between(Instant.EPOCH, recorded),
            row.getLong(3),
            row.getInt(4),
            row.getInt(5),
            row.getInt(6));
    return new CommitRow(commit, row.getLong(7), row.getBytes(8), row.getInt(9), row.getBytes(10));
  }

  record EventRow(long commit, int eventNumber, LedgerEvent event) {}

  /** Takes each in turn. */
  @FunctionalInterface
  interface Each<T> {
    void take(T row) throws SQLException;
  }

  /** Events of a range of commits, by commit and ordinal. */
  static void events(Connection connection, long after, long upTo, Each<EventRow> each)
      throws SQLException {
    Sql.each(
        connection,
        ROWS_FETCHED,
        """
        select commit, event, ordinal, chart, entry, version, hash from ledger_event
        where commit > ? and commit <= ? order by commit, ordinal
        """,
        row -> each.take(eventRow(row)),
        after,
        upTo);
  }

  private static EventRow eventRow(ResultSet row) throws SQLException {
    EntryKey key = new EntryKey(row.getLong(4), row.getLong(5));
    int number = row.getInt(2);
    boolean known = number >= 1 && number <= LifecycleEvent.values().length;
    LifecycleEvent event = known ? LifecycleEvent.of(number) : LifecycleEvent.VERIFY;
    return new EventRow(
        row.getLong(1),
        known ? number : 0,
        new LedgerEvent(row.getInt(3), event, key, row.getInt(6), row.getBytes(7)));
  }

  static List<SealedVersion> versions(Connection connection, List<LedgerEvent> events)
      throws SQLException {
    return Sql.query(
        connection,
        """
        select v.chart, v.entry, v.version, v.dictionary, v.sealed, e.wrapped
        from unnest(?::bigint[], ?::bigint[], ?::integer[]) as u (chart, entry, version)
        join entry_version v
          on v.chart = u.chart and v.entry = u.entry and v.version = u.version
        left join entry e on e.chart = v.chart and e.entry = v.entry
        """,
        row ->
            new SealedVersion(
                new EntryKey(row.getLong(1), row.getLong(2)),
                row.getInt(3),
                row.getInt(4),
                row.getBytes(5),
                row.getBytes(6)),
        events.stream().mapToLong(event -> event.key().chart()).toArray(),
        events.stream().mapToLong(event -> event.key().entry()).toArray(),
        events.stream().mapToInt(LedgerEvent::version).toArray());
  }

  /** Those of the entries whose key was destroyed, alone or with their chart's. */
  static Set<EntryKey> destroyed(Connection connection, Collection<EntryKey> entries)
      throws SQLException {
    return new HashSet<>(
        Sql.query(
            connection,
            """
            select u.chart, u.entry from unnest(?::bigint[], ?::bigint[]) as u (chart, entry)
            where exists (
              select 1 from ledger_event d
              where d.chart = u.chart and d.event = 16 and d.entry in (u.entry, 0))
            """,
            row -> new EntryKey(row.getLong(1), row.getLong(2)),
            entries.stream().mapToLong(EntryKey::chart).toArray(),
            entries.stream().mapToLong(EntryKey::entry).toArray()));
  }

  /** The last chart of the next portion of pointers after a chart; the same when there is none. */
  static long portionEnd(Connection connection, long after, int pointers) throws SQLException {
    return Sql.number(
        connection,
        """
        select greatest(?::bigint, (
          select max(chart) from (
            select chart from entry where chart > ? order by chart limit ?) portion), (
          select min(chart) from entry_version where chart > ?), (
          select min(chart) from ledger_event where chart > ?))
        """,
        after,
        after,
        pointers,
        after,
        after);
  }

  /**
   * One row for each pointer, version and event that made one, which belong together.
   *
   * @param made how many events made it
   * @param pointer version that the pointer names, or -1 when there is no pointer; one that was
   *     left may name the version before, when the newest is read in the next chart
   * @param received whether it kept the number that it had in another store
   */
  record StateRow(
      EntryKey key,
      int version,
      boolean there,
      int made,
      int pointer,
      boolean moved,
      boolean agrees,
      boolean received) {}

  static void states(Connection connection, long after, long upTo, Each<StateRow> each)
      throws SQLException {
    Sql.each(
        connection,
        ROWS_FETCHED,
        """
        with made as (
          select chart, entry, version, count(*) as times, bool_or(event = 9) as received
          from ledger_event
          where chart > ? and chart <= ? and hash is not null group by 1, 2, 3),
        stated as (
          select chart, entry, version, v.version as there, v.updated, v.state, m.times, m.received
          from (select * from entry_version where chart > ? and chart <= ?) v
          full join made m using (chart, entry, version))
        select coalesce(s.chart, e.chart), coalesce(s.entry, e.entry), coalesce(s.version, 0),
          s.there is not null, coalesce(s.times, 0),
          coalesce(case when e.state = 3 and e.version = s.version - 1
            then s.version else e.version end, -1),
          coalesce(e.state = 3 or e.previous_chart is not null, false),
          coalesce(s.updated = e.updated and (e.state = 3 or s.state = e.state), false),
          coalesce(s.received, false)
        from stated s
        full join (select * from entry where chart > ? and chart <= ?) e
          on e.chart = s.chart and e.entry = s.entry
        order by 1, 2, 3
        """,
        row ->
            each.take(
                new StateRow(
                    new EntryKey(row.getLong(1), row.getLong(2)),
                    row.getInt(3),
                    row.getBoolean(4),
                    row.getInt(5),
                    row.getInt(6),
                    row.getBoolean(7),
                    row.getBoolean(8),
                    row.getBoolean(9))),
        after,
        upTo,
        after,
        upTo,
        after,
        upTo);
  }

  /** A version of an entry. */
  record VersionOf(EntryKey key, int version) {}

  /** Entries that moved, and whose charts do not together have each of their versions once. */
  static List<VersionOf> brokenMoves(Connection connection, long after, long upTo)
      throws SQLException {
    return Sql.query(
        connection,
        """
        with recursive places (head, entry, newest, chart, previous_chart, last) as (
          select chart, entry, version, chart, previous_chart, version from entry
          where chart > ? and chart <= ? and previous_chart is not null and state < 3
          union
          select p.head, p.entry, p.newest, e.chart, e.previous_chart, e.version
          from places p join entry e on e.chart = p.previous_chart and e.entry = p.entry)
        select p.head, p.entry, p.newest
        from places p
        left join entry_version v
          on v.chart = p.chart and v.entry = p.entry and v.version <= p.last
        left join lateral (
          select min(version) as first from ledger_event
          where chart = p.chart and entry = p.entry and event = 9) r on true
        group by 1, 2, 3
        having count(distinct v.version) <> count(v.version)
          or count(v.version) <> p.newest - coalesce(min(r.first), 1) + 1
        """,
        row -> new VersionOf(new EntryKey(row.getLong(1), row.getLong(2)), row.getInt(3)),
        after,
        upTo);
  }

  static long entries(Connection connection) throws SQLException {
    return Sql.number(connection, "select count(*) from entry");
  }
}
