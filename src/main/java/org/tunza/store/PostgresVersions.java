package org.tunza.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tunza.platform.database.Sql;
import org.tunza.record.AccessScope;
import org.tunza.record.EntryId;
import org.tunza.record.EntryKey;
import org.tunza.record.History;
import org.tunza.record.Version;
import org.tunza.store.key.KeyTree;
import org.tunza.store.key.Sealing;
import org.tunza.store.search.PostgresScope;
import org.tunza.store.search.PostgresScope.Scoped;
import org.tunza.store.search.PostgresSearch;

/** Reads versions: the current one, a past one, and walks through many. */
final class PostgresVersions {

  /** Bytes of versions, sealed or opened, after which a page of a history ends early. */
  static final long PAGE_BYTES = 8L * 1024 * 1024;

  /** The offset keeps the planner from walking all versions of an entry to find the current. */
  private static final String CURRENT =
      """
      select e.chart, e.entry, e.version, e.updated, e.state, e.wrapped, v.dictionary, v.sealed
      from entry_id i
      join entry e on e.chart = i.chart and e.entry = i.entry
      cross join lateral (
        select v.dictionary, v.sealed
        from entry_version v
        where v.chart = e.chart and v.entry = e.entry and v.version = e.version
        offset 0) v
      where i.type = ? and i.id = ? /* seen */
      """;

  private static final String PAST =
      """
      with recursive pointer as (
        select e.chart, e.entry, e.previous_chart, e.version, e.wrapped
        from entry_id i
        join entry e on e.chart = i.chart and e.entry = i.entry
        where i.type = ? and i.id = ? /* seen */
        union all
        select e.chart, e.entry, e.previous_chart, e.version, e.wrapped
        from pointer p
        join entry e on e.chart = p.previous_chart and e.entry = p.entry)
      select v.chart, v.entry, v.version, v.updated, v.state, p.wrapped, v.dictionary, v.sealed
      from pointer p
      join entry_version v
        on v.chart = p.chart and v.entry = p.entry and v.version <= p.version
      where v.version between ? and ?
        and v.updated >= ? and v.updated < ?
        and (? or p.wrapped is not null)
        and not exists (
          select 1 from pointer q
          join entry_version n on n.chart = q.chart and n.entry = q.entry
          where n.version = v.version + 1 and n.updated <= ?)
      order by v.version desc
      limit ?
      """;

  private static final String ORDER = "updated desc, entry desc, version desc";
  private static final String OF_ENTRY = bounded(PAST, "version desc");
  private static final String OF_TYPE = bounded(walk("v.type = ? and"), ORDER);
  private static final String OF_ALL = bounded(walk(""), ORDER);

  /**
   * Leaves out the content of rows once those before them have as much as a page holds. The size of
   * bytes is known without fetching them.
   */
  private static String bounded(String walk, String order) {
    return """
    select chart, entry, version, updated, state, wrapped, dictionary,
      case when sum(octet_length(sealed)) over (order by %2$s rows unbounded preceding)
        - octet_length(sealed) < %3$d then sealed end
    from (%1$s) walked
    order by %2$s
    """
        .formatted(walk, order, PAGE_BYTES);
  }

  /** The next version may lie in another chart; of entries that moved, all pointers are asked. */
  private static String walk(String of) {
    return """
    select v.chart, v.entry, v.version, v.updated, v.state, e.wrapped, v.dictionary, v.sealed
    from entry_version v
    join entry e on e.chart = v.chart and e.entry = v.entry and e.version >= v.version
    where e.wrapped is not null /* seen */ and %s v.updated >= ? and v.updated < ?
      and (v.updated, v.entry, v.version) < (?, ?, ?)
      and not exists (
        select 1 from entry_version n
        where n.chart = v.chart and n.entry = v.entry and n.version = v.version + 1
          and n.updated <= ?)
      and not exists (
        select 1 from entry m
        join entry_version n on n.chart = m.chart and n.entry = m.entry
        where m.entry = v.entry and (m.state = 3 or m.previous_chart is not null)
          and n.version = v.version + 1 and n.updated <= ?)
    order by v.updated desc, v.entry desc, v.version desc
    limit ?
    """
        .formatted(of);
  }

  private static final String DESTROYED =
      """
      select count(*) from ledger_event where chart = ? and event = 16 and entry in (?, 0)
      """;

  private static final String HORIZON =
      """
      select horizon()
      """;

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  private final Store store;
  private final Connection connection;
  private final PostgresScope scope;

  PostgresVersions(Store store, Connection connection, AccessScope scope) {
    this.store = store;
    this.connection = connection;
    this.scope = new PostgresScope(scope, store.indexing(), store.hash());
  }

  Optional<Version> current(EntryId id) throws SQLException {
    return twice(() -> one(CURRENT, id, List.of()).map(row -> opened(id, row)));
  }

  Optional<Version> past(EntryId id, int number) throws SQLException {
    return twice(() -> pastOnce(id, number));
  }

  /**
   * Versions of one page, at least one when there is one.
   *
   * @param isEnd whether the walk ends with them
   */
  record Walked(List<Version> versions, boolean isEnd) {}

  /** One page; what was destroyed is passed over. */
  Walked walk(History history) throws SQLException {
    return twice(() -> opened(history, rows(history)));
  }

  private Walked opened(History history, List<Row> rows) {
    List<Version> versions = new ArrayList<>();
    long bytes = 0;
    for (Row row : rows) {
      if (versions.size() == history.count() || bytes >= PAGE_BYTES || row.sealed == null) {
        return new Walked(versions, false);
      }
      Version version =
          history.of() instanceof History.Of.Entry(EntryId id) ? opened(id, row) : opened(row);
      versions.add(version);
      bytes += version.content().length;
    }
    return new Walked(versions, true);
  }

  /** Whether the ledger says that the key of an entry, or its chart's, was destroyed. */
  boolean isDestroyed(EntryKey entry) throws SQLException {
    return Sql.number(connection, DESTROYED, entry.chart(), entry.entry()) > 0;
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read() throws SQLException;
  }

  /** Reads again when keys were replaced between a row and its key; what is lost stays lost. */
  private static <T> T twice(Reading<T> reading) throws SQLException {
    try {
      return reading.read();
    } catch (KeyTree.KeyLost _) {
      return reading.read();
    }
  }

  private Optional<Version> pastOnce(EntryId id, int number) throws SQLException {
    return one(PAST, id, List.of(number, number, FIRST, LAST, true, FIRST, 1))
        .map(row -> opened(id, row));
  }

  private Optional<Row> one(String statement, EntryId id, List<Object> rest) throws SQLException {
    return rows(statement, id, rest).stream().findFirst();
  }

  private List<Row> rows(String statement, EntryId id, List<Object> rest) throws SQLException {
    Scoped scoped = scope.of(statement, id.type());
    List<Object> bound = new ArrayList<>(List.of(type(id.type()), id.id()));
    bound.addAll(scoped.bound());
    bound.addAll(rest);
    return Sql.query(connection, scoped.statement(), PostgresVersions::row, bound.toArray());
  }

  /** The rows of one page and one more, when there is one. */
  private List<Row> rows(History history) throws SQLException {
    Instant since = history.since().orElse(FIRST);
    Instant from = history.at().map(History.Span::from).orElse(FIRST);
    Instant to = history.at().map(History.Span::to).orElse(LAST);
    int limit = history.count() + 1;
    if (history.of() instanceof History.Of.Entry(EntryId id)) {
      int before = history.after().map(History.Cursor::number).orElse(Integer.MAX_VALUE);
      return rows(OF_ENTRY, id, List.of(1, before - 1, since, to, false, from, limit));
    }
    Instant horizon =
        Sql.one(connection, HORIZON, row -> PostgresEntries.instant(row, 1)).orElseThrow();
    Instant end = to.isBefore(horizon) ? to : horizon;
    History.Cursor after =
        history.after().orElse(new History.Cursor(LAST, Long.MAX_VALUE, Integer.MAX_VALUE));
    Optional<String> type =
        history.of() instanceof History.Of.Type(String of) ? Optional.of(of) : Optional.empty();
    Scoped walk = scope.ofVersions(type.isPresent() ? OF_TYPE : OF_ALL);
    List<Object> bound = new ArrayList<>(walk.bound());
    type.ifPresent(of -> bound.add(type(of)));
    bound.addAll(
        List.of(since, end, after.lastUpdated(), after.entry(), after.number(), from, from, limit));
    return Sql.query(connection, walk.statement(), PostgresVersions::row, bound.toArray());
  }

  private short type(String name) {
    return (short) store.indexing().typeNumber(name);
  }

  private Version opened(Row row) {
    byte[] content = content(row);
    return version(store.indexing().id(content), row, content);
  }

  private Version opened(EntryId id, Row row) {
    return version(id, row, content(row));
  }

  private static Version version(EntryId id, Row row, byte[] content) {
    return new Version(id, row.where, row.version, row.updated, row.state, content);
  }

  /** What was found, whose content is here. */
  Version opened(PostgresSearch.Hit hit) {
    return opened(
        new Row(
            hit.where(),
            hit.version(),
            hit.updated(),
            Version.State.CURRENT,
            hit.wrapped(),
            hit.sealed()));
  }

  private byte[] content(Row row) {
    try {
      var key = store.keys().entry(connection, row.where, row.wrapped);
      Sealing.Sealed sealed = Objects.requireNonNull(row.sealed);
      byte[] opened = store.sealing().open(key, row.where, row.version, sealed).content();
      return store.blobs().whole(connection, row.where, row.version, opened).bytes();
    } catch (SQLException e) {
      throw new org.tunza.platform.database.DatabaseFault(e);
    }
  }

  /** A version as it lies there; its content is missing where a page has ended. */
  private record Row(
      EntryKey where,
      int version,
      Instant updated,
      Version.State state,
      byte @Nullable [] wrapped,
      Sealing.@Nullable Sealed sealed) {}

  private static Row row(ResultSet row) throws SQLException {
    byte[] sealed = row.getBytes(8);
    return new Row(
        new EntryKey(row.getLong(1), row.getLong(2)),
        row.getInt(3),
        PostgresEntries.instant(row, 4),
        Version.State.of(row.getInt(5)),
        row.getBytes(6),
        sealed == null ? null : new Sealing.Sealed(row.getInt(7), sealed));
  }
}
