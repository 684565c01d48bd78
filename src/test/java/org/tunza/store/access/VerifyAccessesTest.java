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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.platform.Clock;
import org.tunza.platform.Randomness;
import org.tunza.platform.database.Sql;
import org.tunza.record.Accesses.Seen;
import org.tunza.record.Attribution;
import org.tunza.record.EntryKey;
import org.tunza.store.key.VersionOpening;
import org.tunza.store.ledger.LedgerProofs;
import org.tunza.store.ledger.Secrets;
import org.tunza.store.verify.Finding.Kind;
import org.tunza.store.verify.Verify;
import org.tunza.testing.Await;
import org.tunza.testing.Findings;
import org.tunza.testing.TestDatabase;

class VerifyAccessesTest {
  private static final Secrets SECRETS =
      name -> SpoolFormat.sha256().digest(name.getBytes(StandardCharsets.UTF_8));
  private static final Attribution WHO = Attribution.localOperator(Attribution.Purpose.TREAT);
  private static final int TAKEN = 30;
  private static final int WAITING = 5;

  @TempDir private Path folder;
  @AutoClose private final TestDatabase database = TestDatabase.fresh();
  @AutoClose private AccessSpool spool;

  @BeforeEach
  void fill() throws IOException {
    spool =
        AccessSpool.open(
            folder, SECRETS, Randomness.secure(), Clock.system(), AccessSpool.Settings.DEFAULT);
    note(TAKEN);
    takeIn(TAKEN);
    note(WAITING);
  }

  private void takeIn(int all) {
    try (AccessIntake _ =
        AccessIntake.start(
            spool, database.database().transactions(), SECRETS, Duration.ofMillis(20))) {
      Await.until(
          all + " are taken in",
          () -> number("select coalesce(sum(count), 0) from access_batch") >= all);
    }
  }

  private void cut(long bytes) throws IOException {
    try (RandomAccessFile file = file()) {
      assertThat(file.length()).isGreaterThan(bytes);
      file.setLength(bytes);
    }
  }

  private void note(int count) {
    for (int i = 0; i < count; i++) {
      spool.note(List.of(new Seen(new EntryKey(i, 100 + i), 1)), WHO).orThrow();
    }
  }

  private long number(String sql) {
    return database.database().read(connection -> Sql.number(connection, sql));
  }

  private void tamper(String sql) {
    try (Connection superuser = database.superuser()) {
      assertThat(Sql.update(superuser, sql)).isPositive();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private RandomAccessFile file() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Path file =
          files.filter(each -> each.toString().endsWith(".spool")).findFirst().orElseThrow();
      return new RandomAccessFile(file.toFile(), "rw");
    }
  }

  private void flip(long place) throws IOException {
    try (RandomAccessFile file = file()) {
      file.seek(place);
      int old = file.read();
      file.seek(place);
      file.write(old ^ 1);
    }
  }

  private List<Kind> verify() throws IOException {
    Findings findings = new Findings();
    new Verify(
            database.database().transactions(),
            new LedgerProofs(database.database().transactions(), SECRETS),
            (connection, version) -> new VersionOpening.KeyLost())
        .run(List.of(), findings);
    new VerifyAccesses(database.database().transactions(), SECRETS, folder, findings).run();
    return findings.kinds();
  }

  @Test
  void healthy_batches_and_spools_are_clean() throws IOException {
    assertThat(verify()).isEmpty();
    spool.close();
    assertThat(verify()).isEmpty();
  }

  @Test
  void an_altered_spool_is_found_in_what_was_taken_and_in_what_waits() throws IOException {
    flip(40);
    assertThat(verify()).containsExactly(Kind.SPOOL_ALTERED);
    flip(40);
    assertThat(verify()).isEmpty();
    flip(number("select max(bytes) from access_spool") + 10);
    assertThat(verify()).containsExactly(Kind.SPOOL_ALTERED);
  }

  @Test
  void a_spool_that_was_cut_is_found_when_the_database_knew_more() throws IOException {
    cut(number("select max(bytes) from access_spool") - 1);
    assertThat(verify()).containsExactly(Kind.SPOOL_ALTERED);
  }

  /** The exception that docs/operate/verify-the-log.md tells of. */
  @Test
  void a_tail_that_was_cut_before_the_database_knew_of_it_can_not_be_found() throws IOException {
    cut(number("select max(bytes) from access_spool"));
    assertThat(verify()).isEmpty();
  }

  @Test
  void the_same_tail_is_found_when_it_was_cut_afterwards() throws IOException {
    long before = number("select max(bytes) from access_spool");
    takeIn(TAKEN + WAITING);
    cut(before);
    assertThat(verify()).containsExactly(Kind.SPOOL_ALTERED);
  }

  @Test
  void an_altered_batch_is_found() throws IOException {
    tamper("update access_batch set sealed = set_byte(sealed, 3, get_byte(sealed, 3) # 1)");
    assertThat(verify()).contains(Kind.LEAF_ALTERED, Kind.ACCESSES_ALTERED);
  }

  @Test
  void a_deleted_batch_is_found() throws IOException {
    tamper("delete from access_batch where commit = (select max(commit) from access_batch)");
    assertThat(verify()).contains(Kind.LEAF_ALTERED, Kind.SPOOL_ALTERED);
  }

  @Test
  void a_missing_index_row_is_found() throws IOException {
    tamper("delete from access_chart where chart = 7");
    assertThat(verify()).contains(Kind.ACCESSES_ALTERED);
  }

  @Test
  void a_high_water_mark_that_was_moved_is_found() throws IOException {
    tamper("update access_spool set records = records + 1");
    assertThat(verify()).contains(Kind.SPOOL_ALTERED);
  }
}
