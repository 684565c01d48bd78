package org.tunza.store.search;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tunza.platform.database.Sql;
import org.tunza.platform.database.SqlRows;
import org.tunza.record.AccessScope;
import org.tunza.record.EntryKey;
import org.tunza.record.index.Indexing;
import org.tunza.record.search.Search;
import org.tunza.record.search.Selection;
import org.tunza.store.index.TermHash;
import org.tunza.store.key.Sealing;
import org.tunza.store.search.PostgresDrives.Way;

/** Asks the database for those that a search may find, sealed: a page is one statement. */
public final class PostgresSearch {

  /** Sealed bytes after which a page ends early. */
  private static final long PAGE_BYTES = 8L * 1024 * 1024;

  private static final int KEYS_FROM = 8;

  private static final String CONTENT =
      """
      ) s
      cross join lateral (
        select v.dictionary, v.sealed from entry_version v
        where v.chart = s.chart and v.entry = s.entry and v.version = s.version
        offset 0) v
      """;

  private final Connection connection;
  private final Indexing indexing;
  private final TermHash hash;
  private final PostgresScope scope;

  public PostgresSearch(
      Connection connection, Indexing indexing, TermHash hash, AccessScope scope) {
    this.connection = connection;
    this.indexing = indexing;
    this.hash = hash;
    this.scope = new PostgresScope(scope, indexing, hash);
  }

  /**
   * One that may be found.
   *
   * @param sealed null where the page has ended early
   */
  public record Hit(
      EntryKey where,
      int version,
      Instant updated,
      byte[] wrapped,
      Sealing.@Nullable Sealed sealed,
      Search.Place place) {}

  /** Whether all that may be found is found. */
  public static boolean isExact(Search search) {
    return search.of().stream().allMatch(Exactness::isExact);
  }

  /** The same of one selection. */
  public static boolean isExact(Selection selection) {
    return Exactness.isExact(selection);
  }

  /** Those of a page that may be found, in order, at most so many. */
  public List<Hit> page(Search search, int limit) throws SQLException {
    SearchStatement out = new SearchStatement();
    PostgresDrives drives = new PostgresDrives(out, indexing, hash, scope);
    List<Way> ways = search.of().stream().map(drives::way).toList();
    PostgresOrder order = PostgresOrder.of(search, ways);
    out.add("select s.chart, s.entry, s.version, s.updated, s.wrapped, v.dictionary, case when ")
        .add("sum(octet_length(v.sealed)) over (order by ")
        .add(order.text("s."))
        .add(" rows unbounded preceding) - octet_length(v.sealed) < ")
        .bind(PAGE_BYTES)
        .add(" then v.sealed end, s.*\nfrom (select * from (");
    String union = "";
    for (Way way : ways) {
      String e = out.alias();
      out.add(union).add("select ");
      order.columns(out, e, drives.isDated(way) ? "d" : e);
      String place = drives.place(e, way);
      out.add(place).add(".chart, ").add(place).add(".entry, ");
      out.add("%1$s.version, %1$s.updated, %1$s.wrapped\nfrom ".formatted(e));
      drives.selected(e, way);
      union = "\nunion all ";
    }
    out.add(") c");
    search
        .after()
        .ifPresent(place -> {
          out.add("\nwhere ");
          order.after(out, place);
        });
    out.add("\norder by ").add(order.text("")).add(" limit ").bind(limit);
    out.add(CONTENT).add("order by ").add(order.text("s."));
    return Sql.query(connection, out.text(), row -> hit(row, order), out.parameters());
  }

  private static Hit hit(ResultSet row, PostgresOrder order) throws SQLException {
    byte[] sealed = row.getBytes(7);
    long entry = row.getLong(2);
    return new Hit(
        new EntryKey(row.getLong(1), entry),
        row.getInt(3),
        Objects.requireNonNull(SqlRows.instant(row, 4)),
        row.getBytes(5),
        sealed == null ? null : new Sealing.Sealed(row.getInt(6), sealed),
        order.place(row, KEYS_FROM, entry));
  }

  /** How many may be found. */
  public long count(Search search) throws SQLException {
    SearchStatement out = new SearchStatement();
    PostgresDrives drives = new PostgresDrives(out, indexing, hash, scope);
    String plus = "select ";
    for (Selection selection : search.of()) {
      out.add(plus).add("(select count(*) from ");
      drives.selected(out.alias(), drives.way(selection));
      out.add(")");
      plus = " + ";
    }
    return Sql.number(connection, out.text(), out.parameters());
  }
}
