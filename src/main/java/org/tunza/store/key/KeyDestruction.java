package org.tunza.store.key;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.tunza.platform.Randomness;
import org.tunza.platform.database.Sql;
import org.tunza.record.EntryKey;

/**
 * Destroys a key so that no copy of the database, old or new, can be opened with the keys that
 * exist afterwards: every key above the lost one is replaced up to the master version, what stays
 * is wrapped anew, and the old master version is erased. Deleting a row alone would leave it in
 * dead rows, logs, replicas and backups. Also changes the master version without destroying.
 *
 * <p>The connection is that of destruction, in a transaction; the caller commits and then calls
 * {@link #erase}. Killed in between, the next start erases what is older than the newest version.
 */
public final class KeyDestruction {

  private final MasterKeys masters;
  private final Randomness randomness;

  public KeyDestruction(MasterKeys masters, Randomness randomness) {
    this.masters = masters;
    this.randomness = randomness;
  }

  /** What is destroyed. */
  public sealed interface Target {

    /** All keys of a chart: nothing in it opens again. */
    record Chart(long chart) implements Target {}

    /** The key of one entry; the rest of its chart stays. */
    record Entry(EntryKey entry) implements Target {}

    /** Nothing: only the master version changes. */
    record Nothing() implements Target {}
  }

  /** Writes the new tree; says the number of the new master version. */
  public int rewrap(Connection disposal, Target target)
      throws SQLException, IOException, KeyTree.MasterKeyMissing {
    Sql.number(disposal, "select 1 from pg_advisory_xact_lock(?)", KeyTree.LOCK);
    List<PostgresKeys.Master> versions = PostgresKeys.masters(disposal);
    int old = versions.getLast().version();
    Key oldMaster = masters.version(old).orElseThrow(() -> new KeyTree.MasterKeyMissing(old));
    int next = old + 1;
    Key master = masters.make(next, randomness);
    PostgresKeys.addMaster(disposal, next, master.wrap(KeyTree.PROOF));
    switch (target) {
      case Target.Chart(long chart) -> {
        replaceBucket(disposal, oldMaster, chart);
        PostgresKeys.forgetChart(disposal, chart);
      }
      case Target.Entry(EntryKey entry) -> {
        PostgresKeys.forgetEntry(disposal, entry.chart(), entry.entry());
        replaceChart(disposal, oldMaster, entry.chart());
      }
      case Target.Nothing() -> {}
    }
    rewrapUnder(disposal, oldMaster, master, next);
    return next;
  }

  /** Erases all master versions before this one; after the commit only. */
  public void erase(int before) throws IOException {
    for (int version = before - 1; version > 0; version--) {
      masters.erase(version);
    }
  }

  private void replaceChart(Connection disposal, Key master, long chart) throws SQLException {
    Key fresh = Key.of(randomness.bytes(Key.SIZE));
    Key bucket = bucket(disposal, master, KeyTree.bucketOf(chart));
    Key old = unwrapped(bucket, PostgresKeys.chart(disposal, chart).orElseThrow());
    List<PostgresKeys.EntryRow> entries = PostgresKeys.entries(disposal, chart);
    PostgresKeys.replaceEntries(
        disposal,
        chart,
        entries.stream().mapToLong(PostgresKeys.EntryRow::entry).toArray(),
        entries.stream()
            .map(row -> fresh.wrap(unwrapped(old, row.wrapped())))
            .toArray(byte[][]::new));
    PostgresKeys.replaceCharts(disposal, new long[] {chart}, new byte[][] {bucket.wrap(fresh)});
    replaceBucket(disposal, master, chart);
  }

  private void replaceBucket(Connection disposal, Key master, long chart) throws SQLException {
    int number = KeyTree.bucketOf(chart);
    Key old = bucket(disposal, master, number);
    Key fresh = Key.of(randomness.bytes(Key.SIZE));
    List<PostgresKeys.ChartRow> charts = PostgresKeys.chartsOf(disposal, number);
    PostgresKeys.replaceCharts(
        disposal,
        charts.stream().mapToLong(PostgresKeys.ChartRow::chart).toArray(),
        charts.stream()
            .map(row -> fresh.wrap(unwrapped(old, row.wrapped())))
            .toArray(byte[][]::new));
    PostgresKeys.replaceBucket(disposal, number, master.wrap(fresh));
  }

  private static Key bucket(Connection disposal, Key master, int number) throws SQLException {
    return unwrapped(master, PostgresKeys.bucket(disposal, number));
  }

  private static void rewrapUnder(Connection disposal, Key old, Key master, int version)
      throws SQLException {
    List<PostgresKeys.Wrapped> buckets = PostgresKeys.buckets(disposal);
    short[] numbers = new short[buckets.size()];
    byte[][] wrapped = new byte[buckets.size()][];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (short) buckets.get(i).bucket();
      wrapped[i] = master.wrap(unwrapped(old, buckets.get(i).key()));
    }
    PostgresKeys.replaceBuckets(disposal, version, numbers, wrapped);
    for (PostgresKeys.StoreRow row : PostgresKeys.storeKeys(disposal)) {
      PostgresKeys.replaceStoreKey(
          disposal, row.name(), version, master.wrap(unwrapped(old, row.wrapped())));
    }
  }

  private static Key unwrapped(Key by, byte[] wrapped) {
    try {
      return by.unwrap(wrapped);
    } catch (Key.KeyMismatch e) {
      throw new IllegalStateException("the key tree is broken", e);
    }
  }
}
