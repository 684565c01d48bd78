package org.tunza.store.access;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.tunza.platform.database.Sql;
import org.tunza.platform.database.SqlRows;
import org.tunza.record.Attribution;
import org.tunza.store.access.SpoolPortion.Mark;
import org.tunza.store.ledger.Leaf;
import org.tunza.store.ledger.LedgerCommit;
import org.tunza.store.ledger.Secrets;

/** Access events in the database: batches, their indexes, and how far each spool is taken in. */
final class PostgresAccesses {

  private PostgresAccesses() {}

  /** How far a spool is taken in; nobody else moves that until this transaction ends. */
  static Mark lockedMark(Connection connection, long spool) throws SQLException {
    Optional<Mark> mark =
        Sql.one(
            connection,
            """
            select records, bytes, altered, torn, chain from access_spool where spool = ?
            for update
            """,
            PostgresAccesses::mark,
            spool);
    if (mark.isPresent()) {
      return mark.get();
    }
    Mark start = Mark.start(spool);
    Sql.update(
        connection,
        """
        insert into access_spool (spool, records, bytes, altered, torn, chain)
        values (?, ?, ?, 0, 0, ?) on conflict do nothing
        """,
        spool,
        start.records(),
        start.bytes(),
        start.chain());
    return lockedMark(connection, spool);
  }

  private static Mark mark(java.sql.ResultSet row) throws SQLException {
    return new Mark(
        row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getBytes(5));
  }

  static void move(Connection connection, long spool, Mark mark) throws SQLException {
    Sql.update(
        connection,
        """
        update access_spool set records = ?, bytes = ?, altered = ?, torn = ?, chain = ?
        where spool = ?
        """,
        mark.records(),
        mark.bytes(),
        mark.altered(),
        mark.torn(),
        mark.chain(),
        spool);
  }

  /** Adds the events as one commit of the program itself. */
  static void add(Connection connection, Secrets secrets, List<AccessEvent> events)
      throws SQLException {
    LedgerCommit commit = commit(connection);
    byte[] sealed = AccessBatch.seal(secrets, commit.number(), events);
    byte[] hash = SpoolFormat.sha256().digest(sealed);
    Instant recorded = Instant.EPOCH.plus(commit.recordedMicros(), ChronoUnit.MICROS);
    Instant first = Instant.EPOCH.plus(events.getFirst().atMicros(), ChronoUnit.MICROS);
    Sql.update(
        connection,
        """
        with made as (insert into ledger_commit values (?, ?, ?, ?, ?, ?)),
        batch as (
          insert into access_batch (commit, first, count, sealed) values (?, ?, ?, ?)),
        chart as (
          insert into access_chart (chart, commit) select chart, ? from unnest(?) as chart),
        agent as (
          insert into access_agent (agent, commit) select agent, ? from unnest(?) as agent)
        insert into ledger_pending (commit, leaf) values (?, ?)
        """,
        commit.number(),
        recorded,
        commit.origin(),
        commit.agent(),
        commit.onBehalfOf(),
        (short) commit.purpose(),
        commit.number(),
        first,
        events.size(),
        sealed,
        commit.number(),
        AccessBatch.charts(events).stream().mapToLong(Long::longValue).toArray(),
        commit.number(),
        AccessBatch.agents(events).stream().mapToInt(Integer::intValue).toArray(),
        commit.number(),
        Leaf.hashOfAccesses(commit, events.size(), hash));
  }

  private static LedgerCommit commit(Connection connection) throws SQLException {
    return Sql.one(
            connection,
            "select nextval('commit_number'), recorded from begin_commit('{}', '{}', '{}', '{}', 0)",
            row ->
                new LedgerCommit(
                    row.getLong(1),
                    ChronoUnit.MICROS.between(
                        Instant.EPOCH, java.util.Objects.requireNonNull(SqlRows.instant(row, 2))),
                    0,
                    Attribution.Agents.PROGRAM,
                    Attribution.Agents.PROGRAM,
                    Attribution.Purpose.SYSDEV.number()))
        .orElseThrow();
  }

  /** A batch as it is kept. */
  record Stored(long commit, byte[] sealed) {}

  /** Batches with accesses to a chart, newest first. */
  static List<Stored> ofChart(Connection connection, long chart, long before, int max)
      throws SQLException {
    return Sql.query(
        connection,
        """
        select b.commit, b.sealed from access_chart c join access_batch b on b.commit = c.commit
        where c.chart = ? and c.commit < ? order by c.commit desc limit ?
        """,
        row -> new Stored(row.getLong(1), row.getBytes(2)),
        chart,
        before,
        max);
  }

  /** A batch with how much of its index there is. */
  record Indexed(Stored batch, int count) {}

  /** Batches in the order of their commits. */
  static List<Indexed> batches(Connection connection, long after, int max) throws SQLException {
    return Sql.query(
        connection,
        """
        select commit, sealed, count from access_batch where commit > ? order by commit limit ?
        """,
        row -> new Indexed(new Stored(row.getLong(1), row.getBytes(2)), row.getInt(3)),
        after,
        max);
  }

  /** How many of these index rows are there. */
  static long indexed(Connection connection, long commit, long[] charts, int[] agents)
      throws SQLException {
    return Sql.number(
        connection,
        """
        select (select count(*) from access_chart where commit = ? and chart = any (?))
          + (select count(*) from access_agent where commit = ? and agent = any (?))
        """,
        commit,
        charts,
        commit,
        agents);
  }

  /** How far one spool is taken in. */
  record SpoolMark(long spool, Mark mark) {}

  static List<SpoolMark> marks(Connection connection) throws SQLException {
    return Sql.query(
        connection,
        "select records, bytes, altered, torn, chain, spool from access_spool order by spool",
        row -> new SpoolMark(row.getLong(6), mark(row)));
  }

  /** What the spools say was taken in, less what the batches hold. */
  static long unaccounted(Connection connection) throws SQLException {
    return Sql.number(
        connection,
        """
        select coalesce((select sum(records - altered) from access_spool), 0)
          - coalesce((select sum(count) from access_batch), 0)
        """);
  }
}
