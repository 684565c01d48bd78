package org.tunza.store.verify;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tunza.platform.database.Sql;
import org.tunza.platform.database.SqlRows;
import org.tunza.record.EntryKey;
import org.tunza.store.blob.BlobRow;
import org.tunza.store.key.VersionOpening.SealedVersion;

/** Reads versions of a type with the rows of their blobs, in the order of their dates. */
final class PostgresBlobVersions {

  private static final String AFTER =
      """
      select v.chart, v.entry, v.version, v.updated, v.dictionary, v.sealed, e.wrapped,
        encode(b.name, 'hex'), b.size, b.wrapped
      from (
        select * from entry_version
        where type = ? and updated >= ? and (updated, chart, entry, version) > (?, ?, ?, ?)
        order by updated, chart, entry, version limit ?) v
      left join entry e on e.chart = v.chart and e.entry = v.entry
      left join blob b on b.chart = v.chart and b.entry = v.entry and b.version = v.version
      order by v.updated, v.chart, v.entry, v.version
      """;

  private static final String ASTRAY =
      """
      select b.chart, b.entry, b.version, encode(b.name, 'hex'), b.size, b.wrapped from blob b
      where not exists (
        select from entry_version v
        where v.chart = b.chart and v.entry = b.entry and v.version = b.version and v.type = ?)
      """;

  private PostgresBlobVersions() {}

  /** A version; without a row when it has no blob. */
  record BlobVersion(SealedVersion version, Instant updated, @Nullable BlobRow row) {}

  static long count(Connection connection, int type) throws SQLException {
    return Sql.number(
        connection, "select count(*) from entry_version where type = ?", (short) type);
  }

  /** Those after one, at most so many. */
  static List<BlobVersion> after(
      Connection connection, int type, Instant updated, EntryKey key, int version, int max)
      throws SQLException {
    return Sql.query(
        connection,
        AFTER,
        PostgresBlobVersions::read,
        (short) type,
        updated,
        updated,
        key.chart(),
        key.entry(),
        version,
        max);
  }

  private static BlobVersion read(ResultSet row) throws SQLException {
    EntryKey key = new EntryKey(row.getLong(1), row.getLong(2));
    int version = row.getInt(3);
    String name = row.getString(8);
    return new BlobVersion(
        new SealedVersion(key, version, row.getInt(5), row.getBytes(6), row.getBytes(7)),
        Objects.requireNonNull(SqlRows.instant(row, 4)),
        name == null ? null : new BlobRow(key, version, name, row.getLong(9), row.getBytes(10)));
  }

  /** Rows of blobs that belong to no version. */
  static List<BlobRow> astray(Connection connection, int type) throws SQLException {
    return Sql.query(
        connection,
        ASTRAY,
        row ->
            new BlobRow(
                new EntryKey(row.getLong(1), row.getLong(2)),
                row.getInt(3),
                row.getString(4),
                row.getLong(5),
                row.getBytes(6)),
        (short) type);
  }
}
