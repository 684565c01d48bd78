package org.tunza.store.key;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.tunza.platform.Sql;

/** The rows of the key tree. Wrapped keys lie here, apart from content. */
final class PostgresKeys {

  private static final String MASTERS =
      """
      select version, proof from master_key order by version
      """;

  private static final String ADD_MASTER =
      """
      insert into master_key (version, made, proof) values (?, clock_timestamp(), ?)
      """;

  private static final String BUCKETS =
      """
      select bucket, master, wrapped from bucket_key order by bucket
      """;

  private static final String ADD_BUCKETS =
      """
      insert into bucket_key (bucket, master, wrapped)
      select bucket, ?, wrapped from unnest(?::smallint[], ?::bytea[]) as u (bucket, wrapped)
      """;

  private static final String CHART =
      """
      select wrapped from chart_key where chart = ?
      """;

  private static final String ADD_CHART =
      """
      insert into chart_key (chart, bucket, wrapped) values (?, ?, ?)
      """;

  private static final String STORE_KEY =
      """
      select master, wrapped from store_key where name = ?
      """;

  private static final String ADD_STORE_KEY =
      """
      insert into store_key (name, master, wrapped) values (?, ?, ?) on conflict do nothing
      """;

  private PostgresKeys() {}

  record Master(int version, byte[] proof) {}

  record Wrapped(int bucket, int master, byte[] key) {}

  static List<Master> masters(Connection connection) throws SQLException {
    return Sql.query(
        connection, MASTERS, row -> new Master(row.getInt("version"), row.getBytes("proof")));
  }

  static void addMaster(Connection connection, int version, byte[] proof) throws SQLException {
    Sql.update(connection, ADD_MASTER, version, proof);
  }

  static List<Wrapped> buckets(Connection connection) throws SQLException {
    return Sql.query(
        connection,
        BUCKETS,
        row -> new Wrapped(row.getInt("bucket"), row.getInt("master"), row.getBytes("wrapped")));
  }

  static void addBuckets(Connection connection, int master, short[] buckets, byte[][] wrapped)
      throws SQLException {
    Sql.update(connection, ADD_BUCKETS, master, buckets, wrapped);
  }

  static Optional<byte[]> chart(Connection connection, long chart) throws SQLException {
    return Sql.query(connection, CHART, row -> row.getBytes("wrapped"), chart).stream().findFirst();
  }

  static void addChart(Connection connection, long chart, int bucket, byte[] wrapped)
      throws SQLException {
    Sql.update(connection, ADD_CHART, chart, (short) bucket, wrapped);
  }

  static Optional<Wrapped> storeKey(Connection connection, String name) throws SQLException {
    return Sql.query(
            connection,
            STORE_KEY,
            row -> new Wrapped(0, row.getInt("master"), row.getBytes("wrapped")),
            name)
        .stream()
        .findFirst();
  }

  static void addStoreKey(Connection connection, String name, int master, byte[] wrapped)
      throws SQLException {
    Sql.update(connection, ADD_STORE_KEY, name, master, wrapped);
  }
}
