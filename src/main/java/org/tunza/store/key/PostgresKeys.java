package org.tunza.store.key;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.tunza.platform.database.Sql;
import org.tunza.record.Attribution;
import org.tunza.record.EntryKey;

/** The rows of the key tree. Wrapped keys lie here, apart from content. */
final class PostgresKeys {

  private static final String NEWEST =
      """
      select version, proof from master_key order by version desc limit 1
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

  private static final String BUCKET =
      """
      select wrapped from bucket_key where bucket = ?
      """;

  private static final String REPLACE_BUCKET =
      """
      update bucket_key set wrapped = ? where bucket = ?
      """;

  private static final String REPLACE_BUCKETS =
      """
      update bucket_key b set master = ?, wrapped = u.wrapped
      from unnest(?::smallint[], ?::bytea[]) as u (bucket, wrapped)
      where b.bucket = u.bucket
      """;

  private static final String CHARTS_OF =
      """
      select chart, wrapped from chart_key where bucket = ?
      """;

  private static final String REPLACE_CHARTS =
      """
      update chart_key c set wrapped = u.wrapped
      from unnest(?::bigint[], ?::bytea[]) as u (chart, wrapped)
      where c.chart = u.chart
      """;

  private static final String FORGET_CHART =
      """
      with entries as (update entry set wrapped = null where chart = ?)
      delete from chart_key where chart = ?
      """;

  private static final String FORMER =
      """
      select o.chart
      from entry e
      join entry o on o.entry = e.entry and o.chart <> e.chart
      where e.chart = ? and (e.entry = ? or ? = 0) and e.previous_chart is not null and o.state = 3
        and (e.state < 3 or exists (
          select 1 from entry_version there
          join entry_version taken on taken.entry = there.entry and taken.version = there.version
          where there.chart = o.chart and there.entry = o.entry and taken.chart = e.chart))
        and not exists (select 1 from entry x where x.chart = o.chart and x.entry <> o.entry)
      """;

  private static final String ENTRIES =
      """
      select entry, wrapped from entry where chart = ? and wrapped is not null
      """;

  private static final String REPLACE_ENTRIES =
      """
      update entry e set wrapped = u.wrapped
      from unnest(?::bigint[], ?::bytea[]) as u (entry, wrapped)
      where e.chart = ? and e.entry = u.entry
      """;

  private static final String FORGET_ENTRY =
      """
      update entry set wrapped = null where chart = ? and entry = ?
      """;

  private static final String STORE_KEYS =
      """
      select name, wrapped from store_key
      """;

  private static final String REPLACE_STORE_KEY =
      """
      update store_key set master = ?, wrapped = ? where name = ?
      """;

  private static final String SHARE =
      """
      select pg_advisory_xact_lock_shared(?)
      """;

  private static final String HOLD =
      """
      select pg_advisory_xact_lock(?)
      """;

  private static final String RECORD_DESTRUCTION =
      """
      select record_destruction(?, ?, ?, ?, ?, ?)
      """;

  private PostgresKeys() {}

  /** No key is replaced until this transaction ends; commits do so too. */
  static void share(Connection connection) throws SQLException {
    Sql.query(connection, SHARE, _ -> "", KeyTree.LOCK);
  }

  /** Nobody else wraps a key until this transaction ends. */
  static void hold(Connection connection) throws SQLException {
    Sql.query(connection, HOLD, _ -> "", KeyTree.LOCK);
  }

  record Master(int version, byte[] proof) {}

  record Wrapped(int bucket, int master, byte[] key) {}

  /** The newest master version; there is none before the tree is planted. */
  static Optional<Master> newest(Connection connection) throws SQLException {
    return Sql.one(
        connection, NEWEST, row -> new Master(row.getInt("version"), row.getBytes("proof")));
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

  record ChartRow(long chart, byte[] wrapped) {}

  record EntryRow(long entry, byte[] wrapped) {}

  record StoreRow(String name, byte[] wrapped) {}

  static byte[] bucket(Connection connection, int bucket) throws SQLException {
    return Sql.one(connection, BUCKET, row -> row.getBytes("wrapped"), (short) bucket)
        .orElseThrow();
  }

  static void replaceBucket(Connection connection, int bucket, byte[] wrapped) throws SQLException {
    Sql.update(connection, REPLACE_BUCKET, wrapped, (short) bucket);
  }

  static void replaceBuckets(Connection connection, int master, short[] buckets, byte[][] wrapped)
      throws SQLException {
    Sql.update(connection, REPLACE_BUCKETS, master, buckets, wrapped);
  }

  static List<ChartRow> chartsOf(Connection connection, int bucket) throws SQLException {
    return Sql.query(
        connection,
        CHARTS_OF,
        row -> new ChartRow(row.getLong("chart"), row.getBytes("wrapped")),
        (short) bucket);
  }

  static void replaceCharts(Connection connection, long[] charts, byte[][] wrapped)
      throws SQLException {
    Sql.update(connection, REPLACE_CHARTS, charts, wrapped);
  }

  static void forgetChart(Connection connection, long chart) throws SQLException {
    Sql.update(connection, FORGET_CHART, chart, chart);
  }

  /**
   * Charts in which nothing lay but this entry before it came here: all of them while it is here,
   * and, when it has gone on, the one in which lies the version with which it was taken.
   */
  static List<Long> former(Connection connection, EntryKey entry) throws SQLException {
    return Sql.query(
        connection, FORMER, row -> row.getLong(1), entry.chart(), entry.entry(), entry.entry());
  }

  /** The same of every entry of a chart. */
  static List<Long> former(Connection connection, long chart) throws SQLException {
    return former(connection, new EntryKey(chart, 0));
  }

  static List<EntryRow> entries(Connection connection, long chart) throws SQLException {
    return Sql.query(
        connection,
        ENTRIES,
        row -> new EntryRow(row.getLong("entry"), row.getBytes("wrapped")),
        chart);
  }

  static void replaceEntries(Connection connection, long chart, long[] entries, byte[][] wrapped)
      throws SQLException {
    Sql.update(connection, REPLACE_ENTRIES, entries, wrapped, chart);
  }

  static void forgetEntry(Connection connection, long chart, long entry) throws SQLException {
    Sql.update(connection, FORGET_ENTRY, chart, entry);
  }

  static List<StoreRow> storeKeys(Connection connection) throws SQLException {
    return Sql.query(
        connection,
        STORE_KEYS,
        row -> new StoreRow(row.getString("name"), row.getBytes("wrapped")));
  }

  static void replaceStoreKey(Connection connection, String name, int master, byte[] wrapped)
      throws SQLException {
    Sql.update(connection, REPLACE_STORE_KEY, master, wrapped, name);
  }

  /** Puts the destroy event into the ledger. */
  static void recordDestruction(Connection disposal, EntryKey destroyed, Attribution who)
      throws SQLException {
    Sql.number(
        disposal,
        RECORD_DESTRUCTION,
        destroyed.chart(),
        destroyed.entry(),
        who.origin(),
        who.agent(),
        who.onBehalfOf(),
        (short) who.purpose().number());
  }
}
