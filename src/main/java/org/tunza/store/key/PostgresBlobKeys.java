package org.tunza.store.key;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tunza.platform.database.Sql;

/** The wrapped keys of blobs, which go the way of their entries' keys. */
final class PostgresBlobKeys {

  private static final String OF_CHART =
      """
      select entry, version, wrapped from blob where chart = ?
      """;

  private static final String REPLACE =
      """
      update blob b set wrapped = u.wrapped
      from unnest(?::bigint[], ?::integer[], ?::bytea[]) as u (entry, version, wrapped)
      where b.chart = ? and b.entry = u.entry and b.version = u.version
      """;

  private static final String FORGET_CHART =
      """
      delete from blob where chart = ? returning encode(name, 'hex')
      """;

  private static final String FORGET_ENTRY =
      """
      delete from blob where chart = ? and entry = ? returning encode(name, 'hex')
      """;

  private static final String STILL_CLAIMED =
      """
      select encode(name, 'hex') from blob
      where name in (select decode(n, 'hex') from unnest(?::text[]) as n)
      """;

  private PostgresBlobKeys() {}

  private record Row(long entry, int version, byte[] wrapped) {}

  /** Gives each wrapped key of a chart's blobs another wrapping. */
  static void rewrap(Connection disposal, long chart, UnaryOperator<byte[]> wrapping)
      throws SQLException {
    List<Row> rows =
        Sql.query(
            disposal,
            OF_CHART,
            row -> new Row(row.getLong(1), row.getInt(2), row.getBytes(3)),
            chart);
    Sql.update(
        disposal,
        REPLACE,
        rows.stream().mapToLong(Row::entry).toArray(),
        rows.stream().mapToInt(Row::version).toArray(),
        rows.stream().map(row -> wrapping.apply(row.wrapped())).toArray(byte[][]::new),
        chart);
  }

  /** Forgets the keys of a chart's blobs; says the names of these. */
  static List<String> forgetChart(Connection disposal, long chart) throws SQLException {
    return Sql.query(disposal, FORGET_CHART, row -> row.getString(1), chart);
  }

  /** Forgets the keys of an entry's blobs in a chart; says the names of these. */
  static List<String> forgetEntry(Connection disposal, long chart, long entry) throws SQLException {
    return Sql.query(disposal, FORGET_ENTRY, row -> row.getString(1), chart, entry);
  }

  /** Those of the names that some row still has. */
  static List<String> stillClaimed(Connection disposal, Collection<String> names)
      throws SQLException {
    return Sql.query(
        disposal, STILL_CLAIMED, row -> row.getString(1), (Object) names.toArray(String[]::new));
  }
}
