package org.tunza.store.reindex;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.tunza.platform.database.Sql;
import org.tunza.platform.database.SqlRows;
import org.tunza.record.EntryId;
import org.tunza.record.EntryKey;
import org.tunza.record.index.Indexing;
import org.tunza.store.index.TermRows;
import org.tunza.store.reindex.Derived.Pointed;
import org.tunza.store.reindex.Derived.Row;

/** Reads derived rows: tables by their pages, and rows by what should be there. */
public final class PostgresIndexRows {
  private static final int ROWS_FETCHED = 20;

  /** Pointers with their current versions, of the entries that come from {@code %s}. */
  private static final String POINTERS =
      """
      select e.chart, e.entry, e.type, e.version, e.state,
        (extract(epoch from e.updated) * 1000000)::bigint, e.dated, e.links, e.tail, e.wrapped,
        coalesce(v.dictionary, 0), v.sealed
      from %s
      left join entry_version v
        on v.chart = e.chart and v.entry = e.entry and v.version = e.version and e.state < 3
      """;

  private PostgresIndexRows() {}

  static void oneSnapshot(Connection connection) throws SQLException {
    Sql.update(connection, "set transaction isolation level repeatable read, read only");
  }

  public static long entries(Connection connection) throws SQLException {
    return Sql.number(connection, "select count(*) from entry");
  }

  /** Takes a pointer. */
  @FunctionalInterface
  interface Each {
    void take(Pointed pointed) throws SQLException;
  }

  /** Pointers after one, in order, at most so many. */
  static void after(Connection connection, EntryKey after, int max, Each each) throws SQLException {
    Sql.each(
        connection,
        ROWS_FETCHED,
        POINTERS.formatted(
                "(select * from entry where (chart, entry) > (?, ?)"
                    + " order by chart, entry limit ?) e")
            + "order by e.chart, e.entry",
        row -> each.take(pointed(row)),
        after.chart(),
        after.entry(),
        max);
  }

  /** The pointers of these entries, as far as there are any. */
  static void of(Connection connection, Collection<EntryKey> keys, Each each) throws SQLException {
    Sql.each(
        connection,
        ROWS_FETCHED,
        POINTERS.formatted(
            "unnest(?::bigint[], ?::bigint[]) as u (chart, entry)"
                + " join entry e on e.chart = u.chart and e.entry = u.entry"),
        row -> each.take(pointed(row)),
        keys.stream().mapToLong(EntryKey::chart).toArray(),
        keys.stream().mapToLong(EntryKey::entry).toArray());
  }

  private static Pointed pointed(ResultSet row) throws SQLException {
    return new Pointed(
        key(row),
        row.getInt(3),
        row.getInt(4),
        row.getInt(5),
        row.getLong(6),
        row.getLong(7),
        Objects.requireNonNull(SqlRows.longs(row, 8)),
        Objects.requireNonNull(SqlRows.longs(row, 9)),
        row.getBytes(10),
        row.getInt(11),
        row.getBytes(12));
  }

  private static EntryKey key(ResultSet row) throws SQLException {
    return new EntryKey(row.getLong(1), row.getLong(2));
  }

  /** Where the entries of a type with these ids lie. */
  static Map<String, Long> charts(Connection connection, int type, Collection<String> ids)
      throws SQLException {
    Map<String, Long> charts = new HashMap<>();
    Sql.query(
        connection,
        "select id, chart from entry_id where type = ? and id = any (?::text[])",
        row -> charts.put(row.getString(1), row.getLong(2)),
        (short) type,
        ids.toArray(String[]::new));
    return charts;
  }

  /** The numbers of those of these ids that have one. */
  static Map<EntryId, Long> numbers(
      Connection connection, Collection<EntryId> ids, Indexing indexing) throws SQLException {
    short[] types = new short[ids.size()];
    int at = 0;
    for (EntryId id : ids) {
      types[at++] = (short) indexing.typeNumber(id.type());
    }
    Map<EntryId, Long> numbers = HashMap.newHashMap(ids.size());
    Sql.query(
        connection,
        """
        select i.type, i.id, i.entry
        from unnest(?::smallint[], ?::text[]) as u (type, id)
        join entry_id i on i.type = u.type and i.id = u.id
        """,
        row ->
            numbers.put(
                new EntryId(indexing.typeName(row.getInt(1)), row.getString(2)), row.getLong(3)),
        types,
        ids.stream().map(EntryId::id).toArray(String[]::new));
    return numbers;
  }

  /**
   * A row that a table has.
   *
   * @param place where it lies in the table, as {@code ctid} says
   */
  record Stored(EntryKey where, Row row, String place) {

    /** Whether it gives a number to an id that is only referred to. */
    boolean isUnborn() {
      return row instanceof Row.Named && where.chart() == EntryKey.UNBORN_CHART;
    }
  }

  /** A derived table, read by its pages; the first two columns are where the entry lies. */
  public record Table(String name, String columns, Sql.Row<Row> row) {
    static final Table COMPARTMENTS =
        new Table(
            "compartment",
            "home, entry, chart, role",
            row -> new Row.Concerned(row.getLong(3), row.getInt(4)));

    static final Table NAMES =
        new Table(
            "entry_id",
            "chart, entry, type, id",
            row -> new Row.Named(row.getInt(3), row.getString(4)));

    /** Those that can be made anew; an id keeps its number. */
    static final List<Table> TERMS =
        List.of(
            new Table(
                "term",
                "chart, entry, term, dated",
                row -> new Row.Hash(row.getLong(3), row.getLong(4))),
            new Table(
                "text_term",
                "chart, entry, type, parameter, value",
                row ->
                    new Row.Text(
                        row.getInt(3), new TermRows.Text(row.getShort(4), row.getString(5)))),
            new Table(
                "date_term",
                "chart, entry, type, parameter, low, high",
                row ->
                    new Row.Date(
                        row.getInt(3),
                        new TermRows.Date(row.getShort(4), row.getLong(5), row.getLong(6)))),
            new Table(
                "quantity_term",
                "chart, entry, type, parameter, unit, value",
                row ->
                    new Row.Quantity(
                        row.getInt(3),
                        new TermRows.Quantity(row.getShort(4), row.getLong(5), row.getDouble(6)))),
            COMPARTMENTS);

    public static final List<Table> ALL = Stream.concat(TERMS.stream(), Stream.of(NAMES)).toList();

    public long pages(Connection connection) throws SQLException {
      return Sql.number(
          connection,
          """
          select pg_relation_size(to_regclass(?::text)) / current_setting('block_size')::bigint
          """,
          name);
    }

    /** The rows on pages from one until before another. */
    List<Stored> rows(Connection connection, long from, long to) throws SQLException {
      return rows(
          connection,
          """
          ctid >= format('(%s,0)', ?::bigint)::tid and ctid < format('(%s,0)', ?::bigint)::tid
          """,
          from,
          to);
    }

    /** The rows at these places, as far as there are any. */
    List<Stored> at(Connection connection, List<String> places) throws SQLException {
      return rows(connection, "ctid = any (?::text[]::tid[])", array(places));
    }

    void remove(Connection connection, List<Stored> rows) throws SQLException {
      Sql.update(
          connection,
          "delete from %s where ctid = any (?::text[]::tid[])".formatted(name),
          array(rows.stream().map(Stored::place).toList()));
    }

    private static Object array(List<String> places) {
      return places.toArray(String[]::new);
    }

    private List<Stored> rows(Connection connection, String which, Object... parameters)
        throws SQLException {
      return Sql.query(
          connection,
          "select %s, ctid::text as place from %s where ".formatted(columns, name) + which,
          each -> new Stored(key(each), row.read(each), each.getString("place")),
          parameters);
    }
  }
}
