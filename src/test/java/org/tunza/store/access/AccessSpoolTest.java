package org.tunza.store.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.platform.Clock;
import org.tunza.platform.Randomness;
import org.tunza.platform.database.Sql;
import org.tunza.record.Accesses.Noted;
import org.tunza.record.Accesses.Seen;
import org.tunza.record.Attribution;
import org.tunza.record.EntryKey;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.store.access.AccessSpool.Durability;
import org.tunza.store.ledger.Secrets;
import org.tunza.testing.Await;
import org.tunza.testing.TestDatabase;

class AccessSpoolTest {
  private static final Secrets SECRETS =
      name -> SpoolFormat.sha256().digest(name.getBytes(StandardCharsets.UTF_8));
  private static final Attribution WHO =
      new Attribution(7, 8, Attribution.Purpose.TREAT, 0x7f000001L);
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final AccessSpool.Settings SPOOLED =
      new AccessSpool.Settings(1 << 20, Durability.SPOOLED, Duration.ofSeconds(10));

  @AutoClose private final TestDatabase database = TestDatabase.fresh();

  @TempDir private Path folder;

  private AccessSpool spool(AccessSpool.Settings settings) throws IOException {
    return AccessSpool.open(folder, SECRETS, Randomness.secure(), Clock.system(), settings);
  }

  private AccessIntake intake(AccessSpool spool) {
    return AccessIntake.start(spool, database.database().transactions(), SECRETS, OFTEN);
  }

  private static Outcome<Noted> note(AccessSpool spool, long entry) {
    return spool.note(List.of(new Seen(new EntryKey(entry % 10, entry), 1)), WHO);
  }

  private static void note(AccessSpool spool, int from, int to) {
    IntStream.range(from, to).forEach(entry -> note(spool, entry).orThrow());
  }

  private long taken() {
    return database
        .database()
        .read(c -> Sql.number(c, "select coalesce(sum(count), 0) from access_batch"));
  }

  private List<Long> entries() {
    AccessHistory history = new AccessHistory(database.database().transactions(), SECRETS);
    List<Long> entries = new ArrayList<>();
    for (int chart = 0; chart < 10; chart++) {
      history.ofChart(chart, Long.MAX_VALUE, 10_000).stream()
          .flatMap(access -> access.event().seen().stream())
          .forEach(seen -> entries.add(seen.key().entry()));
    }
    return entries.stream().sorted().toList();
  }

  private static List<Long> upTo(int count) {
    return IntStream.range(0, count).mapToObj(Long::valueOf).toList();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".spool")).toList();
    }
  }

  private void awaitTaken(int count) {
    Await.until(count + " are taken in", () -> taken() == count);
  }

  @Test
  void every_access_is_taken_in_once_and_found_by_its_chart() throws IOException {
    try (AccessSpool spool = spool(SPOOLED)) {
      try (AccessIntake _ = intake(spool)) {
        note(spool, 0, 500);
        awaitTaken(500);
        note(spool, 500, 600);
        awaitTaken(600);
      }
    }
    assertThat(entries()).isEqualTo(upTo(600));
    AccessHistory history = new AccessHistory(database.database().transactions(), SECRETS);
    AccessHistory.Access newest = history.ofChart(9, Long.MAX_VALUE, 1).getFirst();
    assertThat(newest.event().who()).isEqualTo(WHO);
    assertThat(newest.event().seen()).containsExactly(new Seen(new EntryKey(9, 599), 1));
  }

  @Test
  void the_spool_of_a_dead_program_is_taken_in_by_the_next_and_its_file_deleted()
      throws IOException {
    AccessSpool dead = spool(SPOOLED);
    note(dead, 0, 50);
    try (AccessSpool living = spool(SPOOLED);
        AccessIntake _ = intake(living)) {
      note(living, 50, 60);
      awaitTaken(10);
      assertThat(files()).hasSize(2);
      dead.close();
      awaitTaken(60);
      Await.until("its file is gone", () -> files().size() == 1);
    }
    assertThat(entries()).isEqualTo(upTo(60));
  }

  @Test
  void files_are_followed_by_others_and_deleted_when_taken_in() throws IOException {
    try (AccessSpool spool =
        spool(new AccessSpool.Settings(2_000, Durability.SPOOLED, Duration.ofSeconds(10)))) {
      note(spool, 0, 400);
      assertThat(files()).hasSizeGreaterThan(5);
      try (AccessIntake _ = intake(spool)) {
        awaitTaken(400);
        Await.until("one file is left", () -> files().size() == 1);
      }
    }
    assertThat(entries()).isEqualTo(upTo(400));
  }

  @Test
  void a_torn_last_record_is_reported_and_the_whole_ones_are_kept() throws Exception {
    try (AccessSpool dead = spool(SPOOLED)) {
      note(dead, 0, 20);
    }
    try (RandomAccessFile file = new RandomAccessFile(files().getFirst().toFile(), "rw")) {
      file.setLength(file.length() - 5);
    }
    takeIn(19);
    assertThat(entries()).isEqualTo(upTo(19));
    assertThat(number("select sum(torn) from access_spool")).isPositive();
    assertThat(number("select sum(altered) from access_spool")).isZero();
    assertThat(files()).isEmpty();
  }

  @Test
  void an_altered_record_is_counted_and_the_others_are_kept() throws Exception {
    try (AccessSpool dead = spool(SPOOLED)) {
      note(dead, 0, 20);
    }
    try (RandomAccessFile file = new RandomAccessFile(files().getFirst().toFile(), "rw")) {
      file.seek(30);
      int old = file.read();
      file.seek(30);
      file.write(old ^ 1);
    }
    takeIn(19);
    assertThat(entries()).isEqualTo(upTo(20).subList(1, 20));
    assertThat(number("select sum(altered) from access_spool")).isEqualTo(1);
  }

  private void takeIn(int count) throws IOException {
    try (AccessSpool spool = spool(SPOOLED);
        AccessIntake _ = intake(spool)) {
      awaitTaken(count);
      Await.until("no file is left", () -> files().isEmpty());
    }
  }

  private long number(String sql) {
    return database.database().read(c -> Sql.number(c, sql));
  }

  @Test
  void a_read_is_refused_when_the_spool_cannot_be_written() throws IOException {
    Path gone = folder.resolve("gone");
    try (AccessSpool spool =
        AccessSpool.open(gone, SECRETS, Randomness.secure(), Clock.system(), SPOOLED)) {
      Files.delete(gone);
      Outcome<Noted> outcome = note(spool, 1);
      assertThat(outcome).isInstanceOf(Outcome.Refused.class);
      assertThat(((Outcome.Refused<Noted>) outcome).refusal().code())
          .isEqualTo(RefusalCode.SPOOL_UNWRITABLE);
      Files.createDirectory(gone);
      note(spool, 2).orThrow();
    }
  }

  @Test
  void a_strict_note_waits_until_the_database_has_it() throws IOException {
    AccessSpool.Settings strict =
        new AccessSpool.Settings(1 << 20, Durability.STRICT, Duration.ofSeconds(10));
    try (AccessSpool spool = spool(strict);
        AccessIntake _ = intake(spool)) {
      for (int i = 0; i < 10; i++) {
        note(spool, i).orThrow();
        assertThat(taken()).isEqualTo(i + 1);
      }
    }
    AccessSpool.Settings brief =
        new AccessSpool.Settings(1 << 20, Durability.STRICT, Duration.ofMillis(10));
    try (AccessSpool alone = spool(brief)) {
      assertThat(note(alone, 1)).isInstanceOf(Outcome.Refused.class);
    }
  }

  @Test
  void nothing_is_lost_or_doubled_by_many_writers_two_takers_and_broken_connections()
      throws Exception {
    AccessSpool.Settings small =
        new AccessSpool.Settings(20_000, Durability.SPOOLED, Duration.ofSeconds(10));
    try (AccessSpool first = spool(small);
        AccessSpool second = spool(small);
        AccessIntake _ = intake(first);
        AccessIntake _ = intake(second)) {
      List<Thread> writers =
          IntStream.range(0, 4)
              .mapToObj(i ->
                  Thread.ofPlatform()
                      .start(() -> note(i % 2 == 0 ? first : second, i * 2000, i * 2000 + 2000)))
              .toList();
      for (int i = 0; i < 10; i++) {
        breakConnections();
        LockSupport.parkNanos(Duration.ofMillis(30).toNanos());
      }
      for (Thread writer : writers) {
        writer.join();
      }
      awaitTaken(8000);
    }
    assertThat(entries()).isEqualTo(upTo(8000));
  }

  private void breakConnections() throws SQLException {
    try (Connection superuser = database.superuser()) {
      Sql.query(
          superuser,
          """
          select pg_terminate_backend(pid) from pg_stat_activity
          where usename = 'tunza_app' and state <> 'idle' and datname = current_database()
          """,
          row -> true);
    }
  }
}
