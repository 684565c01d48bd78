package org.tunza.store.key;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tunza.platform.Randomness;
import org.tunza.platform.database.Sql;
import org.tunza.record.EntryKey;

/**
 * The tree of random keys: master version → 4,096 buckets → charts → entries. Holds what it has
 * unwrapped; its epoch is the newest master version, which every destruction raises. Who commits
 * compares epochs and, when they differ, has this reload.
 */
public final class KeyTree {

  public static final int BUCKETS = 4_096;

  private static final int CHARTS_CACHED_MAX = 100_000;

  /** What a master version wraps to prove that it is the right one. */
  static final Key PROOF = Key.of(new byte[Key.SIZE]);

  /** The lock that commits share and whoever replaces keys takes alone. */
  public static final long LOCK = 0x74756e7a612d6b65L;

  private final MasterKeys masters;
  private final Randomness randomness;
  private final boolean isNew;
  private volatile Loaded loaded;

  /** One state of the tree, with the keys of charts that were unwrapped by it. */
  private record Loaded(int epoch, Key master, Key[] buckets, Cache<Long, Key> charts) {}

  /** A chart's key, wrapped, and the bucket that wraps it. */
  public record ChartRow(long chart, int bucket, byte[] wrapped, Key key) {}

  private KeyTree(MasterKeys masters, Randomness randomness, Loaded loaded, boolean isNew) {
    this.isNew = isNew;
    this.masters = masters;
    this.randomness = randomness;
    this.loaded = loaded;
  }

  /**
   * Opens the tree, or plants it in a store that has none; ends what a destruction that was killed
   * has left. The connection is the owner's and in a transaction, so that two programs don't plant
   * at once.
   */
  public static KeyTree open(Connection owner, MasterKeys masters, Randomness randomness)
      throws SQLException {
    Sql.update(owner, "lock table master_key in exclusive mode");
    boolean isNew = PostgresKeys.newest(owner).isEmpty();
    if (isNew) {
      plant(owner, masters, randomness);
    }
    Loaded loaded = load(owner, masters);
    masters.eraseBefore(loaded.epoch());
    return new KeyTree(masters, randomness, loaded, isNew);
  }

  private static void plant(Connection owner, MasterKeys masters, Randomness randomness)
      throws SQLException {
    Optional<Key> left = masters.version(1);
    Key master = left.isPresent() ? left.get() : masters.make(1, randomness);
    PostgresKeys.addMaster(owner, 1, master.wrap(PROOF));
    short[] numbers = new short[BUCKETS];
    byte[][] wrapped = new byte[BUCKETS][];
    Key first = Key.of(randomness.bytes(Key.SIZE));
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      numbers[bucket] = (short) bucket;
      wrapped[bucket] = master.wrap(bucket == 0 ? first : Key.of(randomness.bytes(Key.SIZE)));
    }
    PostgresKeys.addBuckets(owner, 1, numbers, wrapped);
    Key organisation = Key.of(randomness.bytes(Key.SIZE));
    PostgresKeys.addChart(owner, EntryKey.ORGANISATION_CHART, 0, first.wrap(organisation));
  }

  /** The newest master version, and its key. */
  record Newest(int version, Key key) {}

  /** The newest master version, proved to be this store's. */
  static Newest newest(Connection connection, MasterKeys masters) throws SQLException {
    PostgresKeys.Master newest = PostgresKeys.newest(connection).orElseThrow();
    Key key = masters.needed(newest.version());
    try {
      key.unwrap(newest.proof());
    } catch (Key.KeyMismatch e) {
      throw masters.another(newest.version());
    }
    return new Newest(newest.version(), key);
  }

  private static Loaded load(Connection connection, MasterKeys masters) throws SQLException {
    Newest newest = newest(connection, masters);
    Key[] buckets = new Key[BUCKETS];
    for (PostgresKeys.Wrapped row : PostgresKeys.buckets(connection)) {
      buckets[row.bucket()] = unwrapped(newest.key(), row.key(), null);
    }
    Cache<Long, Key> charts = Caffeine.newBuilder().maximumSize(CHARTS_CACHED_MAX).build();
    return new Loaded(newest.version(), newest.key(), buckets, charts);
  }

  /** Whether the tree was planted when it was opened, and its master key made. */
  public boolean isNew() {
    return isNew;
  }

  /** The newest master version that this tree knows. */
  public int epoch() {
    return loaded.epoch();
  }

  /** Reads the tree again if another program has changed it; says whether it had. */
  public boolean keepUp(Connection connection) throws SQLException {
    return keepUp(connection, PostgresKeys.newest(connection).orElseThrow().version());
  }

  /** The same, for who knows the newest master version. */
  public synchronized boolean keepUp(Connection connection, int epoch) throws SQLException {
    if (epoch == loaded.epoch()) {
      return false;
    }
    loaded.charts().invalidateAll();
    loaded = load(connection, masters);
    return true;
  }

  public static int bucketOf(long chart) {
    return (int) Math.floorMod(chart, (long) BUCKETS);
  }

  /** The key of a chart that is in the database. */
  public Key chart(Connection connection, long chart) throws SQLException {
    Loaded now = loaded;
    Key cached = now.charts().getIfPresent(chart);
    if (cached != null) {
      return cached;
    }
    byte[] wrapped =
        PostgresKeys.chart(connection, chart).orElseThrow(() -> KeyLost.of(whole(chart), null));
    Key key = unwrapped(now.buckets()[bucketOf(chart)], wrapped, whole(chart));
    now.charts().put(chart, key);
    return key;
  }

  /** A key for a chart that is about to be made. */
  public ChartRow newChart(long chart) {
    Key key = Key.of(randomness.bytes(Key.SIZE));
    int bucket = bucketOf(chart);
    return new ChartRow(chart, bucket, loaded.buckets()[bucket].wrap(key), key);
  }

  public Key newEntry() {
    return Key.of(randomness.bytes(Key.SIZE));
  }

  /** The key of an entry, from its chart's; wrapped is null when it was destroyed. */
  public Key entry(Connection connection, EntryKey where, byte @Nullable [] wrapped)
      throws SQLException {
    if (wrapped == null) {
      throw KeyLost.of(where, null);
    }
    try {
      return unwrapped(chart(connection, where.chart()), wrapped, where);
    } catch (KeyLost lost) {
      if (!keepUp(connection)) {
        throw lost;
      }
      return unwrapped(chart(connection, where.chart()), wrapped, where);
    }
  }

  /** The name of the key of keyed hashes. */
  public static final String INDEX = "index";

  /**
   * The bytes of a secret of the store itself, kept wrapped; made when there is none of this name.
   * In a transaction, so that no key is wrapped under a master version that is being replaced.
   */
  public byte[] secret(Connection connection, String name) throws SQLException {
    PostgresKeys.share(connection);
    keepUp(connection);
    Optional<PostgresKeys.Wrapped> found = PostgresKeys.storeKey(connection, name);
    if (found.isEmpty()) {
      Key fresh = Key.of(randomness.bytes(Key.SIZE));
      PostgresKeys.addStoreKey(connection, name, loaded.epoch(), loaded.master().wrap(fresh));
      found = PostgresKeys.storeKey(connection, name);
    }
    byte[] wrapped = found.orElseThrow(() -> KeyLost.of(null, null)).key();
    return unwrapped(loaded.master(), wrapped, null).bytes();
  }

  private static EntryKey whole(long chart) {
    return new EntryKey(chart, KeyDestruction.WHOLE_CHART);
  }

  private static Key unwrapped(Key by, byte[] wrapped, @Nullable EntryKey of) {
    try {
      return by.unwrap(wrapped);
    } catch (Key.KeyMismatch e) {
      throw KeyLost.of(of, e);
    }
  }

  /** A key that is not there or doesn't open: it was destroyed, replaced or altered. */
  public static final class KeyLost extends RuntimeException {

    private final transient @Nullable EntryKey of;

    private KeyLost(String message, @Nullable EntryKey of, @Nullable Throwable cause) {
      super(message, cause);
      this.of = of;
    }

    static KeyLost of(@Nullable EntryKey of, @Nullable Throwable cause) {
      String whose =
          of == null ? "the store" : "entry %d of chart %d".formatted(of.entry(), of.chart());
      return new KeyLost(
          "a key of %s %s".formatted(whose, cause == null ? "is not there" : "does not open"),
          of,
          cause);
    }

    /** Of which entry, or of all entries of a chart; empty when it is a key above those. */
    public Optional<EntryKey> of() {
      return Optional.ofNullable(of);
    }
  }
}
