package org.tunza.store.key;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.tunza.platform.Randomness;
import org.tunza.platform.database.Transactions;
import org.tunza.record.Attribution;
import org.tunza.record.EntryKey;

/**
 * Destroys a key so that no copy of the database, old or new, can be opened with the keys that
 * exist afterwards: every key above the lost one is replaced up to the master version, what stays
 * is wrapped anew, and the old master version is erased. Blobs that nothing claims any more are
 * removed then. Deleting a row alone would leave it in dead rows, logs, replicas and backups. The
 * destroy event that says who did it and why is in the same transaction. Also changes the master
 * version without destroying.
 *
 * <p>Killed before the new tree is committed, nothing has happened; killed before the old version
 * is erased, {@link KeyTree#open} erases it, and so does the next destruction; killed before the
 * blobs are removed, the sweep removes them.
 */
public final class KeyDestruction {

  /** In place of an entry's number: all entries of the chart. */
  public static final long WHOLE_CHART = 0;

  private final MasterKeys masters;
  private final Randomness randomness;
  private final Consumer<String> removal;

  /**
   * Works on the keys.
   *
   * @param removal removes the blob of a name
   */
  public KeyDestruction(MasterKeys masters, Randomness randomness, Consumer<String> removal) {
    this.masters = masters;
    this.randomness = randomness;
    this.removal = removal;
  }

  /** What is destroyed. */
  public sealed interface Target {

    /**
     * All keys of a chart, and of charts in which nothing but an entry of it ever lay: nothing in
     * them opens again.
     */
    record Chart(long chart, Attribution who) implements Target {}

    /**
     * The key of one entry, and of a chart in which nothing but it ever lay; the rest of its chart
     * stays.
     */
    record Entry(EntryKey entry, Attribution who) implements Target {}

    /** Nothing: only the master version changes. */
    record Nothing() implements Target {}
  }

  /**
   * Destroys it; says the number of the new master version.
   *
   * @param disposing transactions of the login of destruction
   */
  public int run(Transactions disposing, Target target) {
    Destroyed destroyed = disposing.transact(disposal -> rewrap(disposal, target));
    masters.eraseBefore(destroyed.version());
    destroyed.blobs().forEach(removal);
    return destroyed.version();
  }

  /**
   * What came of it.
   *
   * @param version the new master version
   * @param blobs the names of those that nothing claims any more
   */
  private record Destroyed(int version, Set<String> blobs) {}

  private Destroyed rewrap(Connection disposal, Target target) throws SQLException {
    PostgresKeys.hold(disposal);
    KeyTree.Newest old = KeyTree.newest(disposal, masters);
    int next = old.version() + 1;
    Key oldMaster = old.key();
    Key master = masters.make(next, randomness);
    PostgresKeys.addMaster(disposal, next, master.wrap(KeyTree.PROOF));
    Set<String> blobs = new TreeSet<>();
    switch (target) {
      case Target.Chart(long chart, Attribution who) -> {
        blobs.addAll(destroyCharts(disposal, oldMaster, PostgresKeys.former(disposal, chart), who));
        blobs.addAll(destroyCharts(disposal, oldMaster, List.of(chart), who));
      }
      case Target.Entry(EntryKey entry, Attribution who) -> {
        blobs.addAll(destroyCharts(disposal, oldMaster, PostgresKeys.former(disposal, entry), who));
        PostgresKeys.forgetEntry(disposal, entry.chart(), entry.entry());
        blobs.addAll(PostgresBlobKeys.forgetEntry(disposal, entry.chart(), entry.entry()));
        replaceChart(disposal, oldMaster, entry.chart());
        PostgresKeys.recordDestruction(disposal, entry, who);
      }
      case Target.Nothing() -> {}
    }
    rewrapUnder(disposal, oldMaster, master, next);
    PostgresBlobKeys.stillClaimed(disposal, blobs).forEach(blobs::remove);
    return new Destroyed(next, blobs);
  }

  /** Says the names of the charts' blobs. */
  private List<String> destroyCharts(
      Connection disposal, Key master, List<Long> charts, Attribution who) throws SQLException {
    List<String> blobs = new ArrayList<>();
    for (long chart : charts) {
      replaceBucket(disposal, master, chart);
      PostgresKeys.forgetChart(disposal, chart);
      blobs.addAll(PostgresBlobKeys.forgetChart(disposal, chart));
      PostgresKeys.recordDestruction(disposal, new EntryKey(chart, WHOLE_CHART), who);
    }
    return blobs;
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
    PostgresBlobKeys.rewrap(disposal, chart, wrapped -> fresh.wrap(unwrapped(old, wrapped)));
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
