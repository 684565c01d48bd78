package org.tunza.store.blob;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.tunza.platform.database.Sql;
import org.tunza.record.EntryKey;

/** The rows that say where bytes are kept, and which store of blobs is this database's. */
final class PostgresBlobs {

  private static final String ROW =
      """
      select encode(name, 'hex'), size, wrapped from blob
      where chart = ? and entry = ? and version = ?
      """;

  private static final String UNCLAIMED =
      """
      select u.name from unnest(?::text[]) as u (name)
      where not exists (select from blob b where b.name = decode(u.name, 'hex'))
      """;

  private PostgresBlobs() {}

  static Optional<BlobRow> row(Connection connection, EntryKey of, int version)
      throws SQLException {
    return Sql.one(
        connection,
        ROW,
        row -> new BlobRow(of, version, row.getString(1), row.getLong(2), row.getBytes(3)),
        of.chart(),
        of.entry(),
        version);
  }

  /** Those of the names that no row has. */
  static List<String> unclaimed(Connection connection, List<String> names) throws SQLException {
    return Sql.query(
        connection, UNCLAIMED, row -> row.getString(1), (Object) names.toArray(String[]::new));
  }

  /** The store of blobs that belongs here, and whether it is marked. */
  record Own(String id, boolean marked) {}

  /** The store of blobs that belongs here; nobody else says so until the transaction ends. */
  static Optional<Own> holdOwn(Connection owner) throws SQLException {
    Sql.update(owner, "lock table blob_store in exclusive mode");
    return Sql.one(
        owner,
        "select id, marked from blob_store",
        row -> new Own(row.getString(1), row.getBoolean(2)));
  }

  static void addOwn(Connection owner, String id) throws SQLException {
    Sql.update(owner, "insert into blob_store (id, marked) values (?, false)", id);
  }

  static void ownIsMarked(Connection owner) throws SQLException {
    Sql.update(owner, "update blob_store set marked = true");
  }
}
