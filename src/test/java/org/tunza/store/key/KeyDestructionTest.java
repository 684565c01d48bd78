package org.tunza.store.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.platform.Randomness;
import org.tunza.platform.StartRefusal;
import org.tunza.platform.database.Sql;
import org.tunza.platform.job.Recurring;
import org.tunza.record.AccessScope;
import org.tunza.record.EntryId;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.record.Version;
import org.tunza.testing.Await;
import org.tunza.testing.TestDatabase;
import org.tunza.testing.TestStore;

final class KeyDestructionTest {

  @TempDir Path folder;
  @AutoClose private final TestDatabase database = TestDatabase.fresh();
  private TestStore store;
  private EntryId doomed;
  private EntryId doomedToo;
  private EntryId neighbour;
  private EntryId other;

  @BeforeEach
  void open() {
    store = TestStore.open(database, folder);
    doomed = store.fresh("Patient");
    doomedToo = store.fresh("Observation");
    neighbour = store.fresh("Observation");
    other = store.fresh("Patient");
    store.done(
        store.create(doomed, Map.of("name", "a")),
        store.create(doomedToo, Map.of("subject", doomed.id(), "code", "b")),
        store.create(neighbour, Map.of("subject", doomed.id(), "code", "c")),
        store.create(other, Map.of("name", "d")));
  }

  private Version read(EntryId id) {
    return store.records().read(AccessScope.everything(), id).orThrow();
  }

  private void destroy(KeyDestruction.Target target) throws Exception {
    TestStore.destruction(new MasterKeys(folder)).run(database.database().disposing(), target);
  }

  /** All wrapped keys as an old copy of the database has them. */
  private record OldCopy(
      List<byte[]> buckets,
      Map<Long, byte[]> charts,
      Map<Long, byte[]> entries,
      Map<Long, byte[]> blobs) {}

  private OldCopy copy() throws SQLException {
    try (Connection connection = database.superuser()) {
      Map<Long, byte[]> charts = new java.util.HashMap<>();
      Map<Long, byte[]> entries = new java.util.HashMap<>();
      Sql.query(
          connection,
          "select chart, wrapped from chart_key",
          row -> charts.put(row.getLong(1), row.getBytes(2)));
      Sql.query(
          connection,
          "select entry, wrapped from entry",
          row -> entries.put(row.getLong(1), row.getBytes(2)));
      List<byte[]> buckets =
          Sql.query(
              connection, "select wrapped from bucket_key order by bucket", row -> row.getBytes(1));
      Map<Long, byte[]> blobs = new java.util.HashMap<>();
      Sql.query(
          connection,
          "select entry, wrapped from blob",
          row -> blobs.put(row.getLong(1), row.getBytes(2)));
      return new OldCopy(buckets, charts, entries, blobs);
    }
  }

  /** Every key that still exists outside the copy, and every key in the database of today. */
  private List<Key> keysOfToday() throws IOException, SQLException {
    List<Key> keys = new ArrayList<>();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String number = file.getFileName().toString().replaceAll("\\D", "");
        new MasterKeys(folder).version(Integer.parseInt(number)).ifPresent(keys::add);
      }
    }
    List<Key> masters = List.copyOf(keys);
    OldCopy today = copy();
    opened(masters, today.buckets()).forEach(keys::add);
    opened(List.copyOf(keys), today.charts().values()).forEach(keys::add);
    opened(List.copyOf(keys), today.entries().values()).forEach(keys::add);
    opened(List.copyOf(keys), today.blobs().values()).forEach(keys::add);
    return keys;
  }

  private static List<Key> opened(Iterable<Key> by, Iterable<byte[]> wrapped) {
    List<Key> keys = new ArrayList<>();
    for (byte[] one : wrapped) {
      for (Key key : by) {
        try {
          if (one != null) {
            keys.add(key.unwrap(one));
          }
        } catch (Key.KeyMismatch otherKey) {
          assertThat(otherKey).hasMessageContaining("does not open");
        }
      }
    }
    return keys;
  }

  /** Whether the old copy's key of an entry can be had from any key that exists. */
  private static boolean isWithinReach(OldCopy old, List<Key> today, Version version) {
    return isWithinReach(old, today, version, old.entries());
  }

  /** The same of the key of its blob. */
  private static boolean isBlobWithinReach(OldCopy old, List<Key> today, Version version) {
    return isWithinReach(old, today, version, old.blobs());
  }

  private static boolean isWithinReach(
      OldCopy old, List<Key> today, Version version, Map<Long, byte[]> wrapped) {
    byte[] chart = old.charts().get(version.key().chart());
    byte[] entry = wrapped.get(version.key().entry());
    List<Key> buckets =
        opened(today, List.of(old.buckets().get(KeyTree.bucketOf(version.key().chart()))));
    List<Key> all = new ArrayList<>(today);
    all.addAll(buckets);
    all.addAll(opened(List.copyOf(all), List.of(chart)));
    return !opened(all, List.of(entry)).isEmpty();
  }

  private static void assertDestroyed(TestStore program, EntryId id) {
    assertThat(program.records().read(AccessScope.everything(), id))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(RefusalCode.DESTROYED));
  }

  @Test
  void a_copy_taken_before_a_charts_key_is_destroyed_does_not_open_and_all_else_does()
      throws Exception {
    Version patient = read(doomed);
    Version observation = read(doomedToo);
    OldCopy old = copy();
    assertThat(isWithinReach(old, keysOfToday(), patient)).isTrue();
    destroy(new KeyDestruction.Target.Chart(patient.key().chart(), TestStore.WHO));
    List<Key> today = keysOfToday();
    assertThat(isWithinReach(old, today, patient)).isFalse();
    assertThat(isWithinReach(old, today, observation)).isFalse();
    TestStore reopened = TestStore.open(database, folder);
    assertThat(reopened.records().read(AccessScope.everything(), other).orThrow().content())
        .isNotEmpty();
    assertDestroyed(reopened, doomed);
  }

  /** An observation that lay alone until it got a subject, with the copy from before that. */
  private record Moved(EntryId id, Version alone, OldCopy before) {}

  private Moved moved() throws SQLException {
    EntryId found = store.fresh("Observation");
    store.done(store.create(found, Map.of("code", "e")));
    Moved moved = new Moved(found, read(found), copy());
    store.done(store.update(found, Map.of("code", "e", "subject", doomed.id())));
    return moved;
  }

  @Test
  void what_lay_alone_before_it_came_into_a_chart_goes_with_the_chart() throws Exception {
    Moved moved = moved();
    destroy(new KeyDestruction.Target.Chart(read(doomed).key().chart(), TestStore.WHO));
    assertThat(isWithinReach(moved.before(), keysOfToday(), moved.alone())).isFalse();
  }

  @Test
  void what_lay_alone_before_it_came_into_a_chart_goes_with_the_entry() throws Exception {
    Moved moved = moved();
    destroy(new KeyDestruction.Target.Entry(read(moved.id()).key(), TestStore.WHO));
    assertThat(isWithinReach(moved.before(), keysOfToday(), moved.alone())).isFalse();
    TestStore reopened = TestStore.open(database, folder);
    assertThat(reopened.records().read(AccessScope.everything(), doomed).orThrow().content())
        .isNotEmpty();
  }

  @Test
  void a_copy_taken_before_one_entrys_key_is_destroyed_does_not_open_that_entry_alone()
      throws Exception {
    Version lost = read(doomedToo);
    Version kept = read(neighbour);
    OldCopy old = copy();
    destroy(new KeyDestruction.Target.Entry(lost.key(), TestStore.WHO));
    assertThat(isWithinReach(old, keysOfToday(), lost)).isFalse();
    TestStore reopened = TestStore.open(database, folder);
    assertThat(reopened.records().read(AccessScope.everything(), neighbour).orThrow().content())
        .isEqualTo(kept.content());
    assertDestroyed(reopened, doomedToo);
  }

  /** Gives a version the row of a blob, as a commit does. */
  private Key blob(Version version) throws SQLException {
    Key key = Key.of(Randomness.secure().bytes(Key.SIZE));
    try (Connection superuser = database.superuser()) {
      Sql.update(
          superuser,
          "insert into blob values (?, ?, 1, ?, sha256('a'), ?)",
          version.key().chart(),
          version.key().entry(),
          version.number(),
          store.keys().chart(superuser, version.key().chart()).wrap(key));
    }
    return key;
  }

  @Test
  void the_key_of_a_blob_goes_with_its_entry_and_those_beside_it_are_wrapped_anew()
      throws Exception {
    Version lost = read(doomedToo);
    Version kept = read(neighbour);
    blob(lost);
    Key keyOfKept = blob(kept);
    OldCopy old = copy();
    assertThat(isBlobWithinReach(old, keysOfToday(), lost)).isTrue();
    destroy(new KeyDestruction.Target.Entry(lost.key(), TestStore.WHO));
    assertThat(isBlobWithinReach(old, keysOfToday(), lost)).isFalse();
    assertThat(copy().blobs()).containsOnlyKeys(kept.key().entry());
    byte[] now = Objects.requireNonNull(copy().blobs().get(kept.key().entry()));
    assertThat(now).isNotEqualTo(old.blobs().get(kept.key().entry()));
    Key opened =
        database
            .database()
            .read(connection ->
                TestStore.open(database, folder).keys().entry(connection, kept.key(), now));
    assertThat(opened.bytes()).isEqualTo(keyOfKept.bytes());
  }

  @Test
  void the_keys_of_blobs_go_with_their_chart() throws Exception {
    Version patient = read(doomed);
    blob(patient);
    blob(read(doomedToo));
    OldCopy old = copy();
    destroy(new KeyDestruction.Target.Chart(patient.key().chart(), TestStore.WHO));
    assertThat(isBlobWithinReach(old, keysOfToday(), patient)).isFalse();
    assertThat(copy().blobs()).isEmpty();
  }

  @Test
  void after_the_master_version_changed_everything_opens_and_running_programs_go_on()
      throws Exception {
    destroy(new KeyDestruction.Target.Nothing());
    EntryId later = store.fresh("Observation");
    store.done(store.create(later, Map.of("subject", doomed.id())));
    assertThat(store.keys().epoch()).isEqualTo(2);
    TestStore reopened = TestStore.open(database, folder);
    for (EntryId id : List.of(doomed, doomedToo, neighbour, other, later)) {
      assertThat(reopened.records().read(AccessScope.everything(), id).orThrow().number())
          .isEqualTo(1);
    }
    assertThat(masterFiles()).containsExactly("master-2.key");
  }

  @Test
  void a_program_that_only_reads_loses_what_another_destroyed() throws Exception {
    Version patient = read(doomed);
    try (Recurring _ =
        KeyWatch.start(store.keys(), database.database().transactions(), Duration.ofMillis(50))) {
      destroy(new KeyDestruction.Target.Chart(patient.key().chart(), TestStore.WHO));
      Await.until("the keys are loaded again", () -> store.keys().epoch() == 2);
    }
    assertDestroyed(store, doomed);
    assertThat(read(other).number()).isEqualTo(1);
  }

  @Test
  void a_running_program_writes_under_the_new_keys_after_another_destroyed_a_chart()
      throws Exception {
    Version patient = read(doomed);
    destroy(new KeyDestruction.Target.Chart(patient.key().chart(), TestStore.WHO));
    EntryId fresh = store.fresh("Patient");
    store.done(store.create(fresh, Map.of("name", "e")));
    TestStore reopened = TestStore.open(database, folder);
    assertThat(reopened.records().read(AccessScope.everything(), fresh).orThrow().number())
        .isEqualTo(1);
  }

  @Test
  void a_program_that_only_reads_finds_what_stays_as_soon_as_another_has_destroyed()
      throws Exception {
    Version lost = read(doomedToo);
    Version kept = read(neighbour);
    destroy(new KeyDestruction.Target.Entry(lost.key(), TestStore.WHO));
    assertThat(read(neighbour).content()).isEqualTo(kept.content());
    assertDestroyed(store, doomedToo);
  }

  @Test
  void a_secret_is_never_wrapped_under_a_master_version_that_was_replaced() throws Exception {
    destroy(new KeyDestruction.Target.Nothing());
    byte[] made = secret(store, "made-by-who-missed-it");
    assertThat(secret(TestStore.open(database, folder), "made-by-who-missed-it")).isEqualTo(made);
  }

  private byte[] secret(TestStore program, String name) {
    return new StoreSecrets(database.database().transactions(), program.keys()).secret(name);
  }

  @Test
  void what_was_killed_before_the_new_keys_were_committed_has_not_happened() throws Exception {
    MasterKeys masters = new MasterKeys(folder);
    masters.make(2, Randomness.secure());
    Files.createFile(folder.resolve("master-2.key.making"));
    assertThat(TestStore.open(database, folder).keys().epoch()).isEqualTo(1);
    destroy(new KeyDestruction.Target.Nothing());
    assertThat(TestStore.open(database, folder).keys().epoch()).isEqualTo(2);
    assertThat(masterFiles()).containsExactly("master-2.key");
  }

  @Test
  void what_was_killed_before_the_old_master_key_was_erased_is_ended_by_the_next_start()
      throws Exception {
    byte[] old = Files.readAllBytes(folder.resolve("master-1.key"));
    destroy(new KeyDestruction.Target.Nothing());
    for (byte[] left : List.of(old, new byte[old.length])) {
      Files.write(folder.resolve("master-1.key"), left);
      TestStore reopened = TestStore.open(database, folder);
      assertThat(masterFiles()).containsExactly("master-2.key");
      assertThat(reopened.records().read(AccessScope.everything(), other).orThrow().number())
          .isEqualTo(1);
    }
  }

  private List<String> masterFiles() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void a_master_key_that_is_missing_damaged_or_of_another_store_is_refused() throws Exception {
    Path file = folder.resolve("master-1.key");
    refused("is missing", () -> Files.delete(file));
    refused("holds no master key", () -> Files.writeString(file, "tunza-master-key AAAA\n"));
    refused("another store's", () -> new MasterKeys(folder).make(1, Randomness.secure()));
  }

  private void refused(String why, ThrowingCallable damage) {
    try {
      damage.call();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    assertThatThrownBy(() -> TestStore.open(database, folder))
        .isInstanceOfSatisfying(
            StartRefusal.class,
            refusal ->
                assertThat(refusal.reason()).isEqualTo(StartRefusal.Reason.MASTER_KEY_UNUSABLE))
        .hasMessageContaining(why)
        .hasMessageContaining("master-1.key");
  }
}
