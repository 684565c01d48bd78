package org.tunza.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.tunza.platform.Clock;
import org.tunza.platform.database.Sql;
import org.tunza.store.key.VersionOpening;
import org.tunza.store.merkle.ConsistencyProof;
import org.tunza.store.verify.Finding;
import org.tunza.store.verify.Verify;
import org.tunza.testing.Await;
import org.tunza.testing.Findings;
import org.tunza.testing.TestDatabase;

class SequencerTest {
  private static final Sequencer.Settings QUICK =
      new Sequencer.Settings(Duration.ofMillis(60), Duration.ofMillis(20));
  private static final InstantSource CLOCK = Clock.system();
  @AutoClose private final TestDatabase database = TestDatabase.fresh();

  private Sequencer start() {
    return Sequencer.start(database.database().sequencer(), LedgerFixture.SECRETS, CLOCK, QUICK);
  }

  private LedgerProofs proofs() {
    return new LedgerProofs(database.database().transactions(), LedgerFixture.SECRETS);
  }

  private long signed() {
    return proofs().latest().map(latest -> latest.head().size()).orElse(0L);
  }

  private void awaitSigned(long size) {
    Await.until(size + " are signed", () -> signed() == size);
  }

  private static void awaitState(Sequencer sequencer, Sequencer.State state) {
    Await.until("the sequencer is " + state, () -> sequencer.state() == state);
  }

  @Test
  void every_commit_gets_a_place_and_a_signed_head_that_proves_it() {
    try (Sequencer sequencer = start()) {
      LedgerFixture.commit(database, 1, 700);
      sequencer.nudge();
      awaitSigned(700);
    }
    LedgerProofs proofs = proofs();
    Checkpoint latest = proofs.latest().orElseThrow();
    assertThat(proofs.verifier().verifies(latest)).isTrue();
    Random random = new Random(1);
    for (int i = 0; i < 20; i++) {
      long seq = proofs.seqOf(1 + random.nextInt(700)).orElseThrow();
      assertThat(proofs.inclusion(seq, 700).orElseThrow().proves(latest.head())).isTrue();
    }
    assertThat(proofs.inclusion(700, 700)).isEmpty();
    assertThat(proofs.inclusion(0, 701)).isEmpty();
    assertThat(LedgerFixture.number(database, "select count(*) from ledger_pending")).isZero();
    assertThat(LedgerFixture.number(database, "select count(*) from ledger_node")).isEqualTo(2);
  }

  @Test
  void a_transaction_held_open_across_ten_checkpoints_is_in() throws SQLException {
    try (Sequencer sequencer = start();
        Connection late = database.database().app().getConnection()) {
      late.setAutoCommit(false);
      LedgerFixture.commit(late, 1, 1);
      for (int i = 0; i < 10; i++) {
        long size = i + 1L;
        LedgerFixture.commit(database, 10 + i, 1);
        sequencer.nudge();
        awaitSigned(size);
      }
      late.commit();
      late.setAutoCommit(true);
      awaitSigned(11);
    }
    assertThat(proofs().seqOf(1)).contains(10L);
    List<Checkpoint> all = checkpoints();
    assertThat(all).hasSize(11);
    for (Checkpoint older : all) {
      ConsistencyProof proof = proofs().consistency(older.head().size(), 11).orElseThrow();
      assertThat(proof.proves(older.head(), all.getLast().head())).isTrue();
    }
    assertThat(findings()).isEmpty();
  }

  private List<Finding> findings() {
    Findings findings = new Findings();
    new Verify(
            database.database().transactions(),
            proofs(),
            (connection, version) -> new VersionOpening.KeyLost())
        .run(List.of(), findings);
    return findings.all();
  }

  private List<Checkpoint> checkpoints() {
    return database
        .database()
        .read(connection ->
            Sql.query(
                connection,
                "select note from ledger_checkpoint order by size",
                row -> Checkpoint.parse(row.getString(1)).orElseThrow()));
  }

  @Test
  void one_works_and_another_takes_over_when_its_session_is_killed() throws SQLException {
    try (Sequencer first = start()) {
      awaitState(first, Sequencer.State.WORKING);
      try (Sequencer second = start()) {
        LedgerFixture.commit(database, 1, 300);
        awaitSigned(300);
        assertThat(second.state()).isEqualTo(Sequencer.State.STANDBY);
        for (int i = 0; i < 5; i++) {
          killHolder();
          long size = 300 + 50L * (i + 1);
          LedgerFixture.commit(database, 1000 + 50L * i, 50);
          awaitSigned(size);
        }
      }
    }
    assertThat(LedgerFixture.number(database, "select max(seq) + 1 - count(*) from ledger_leaf"))
        .isZero();
  }

  private void killHolder() throws SQLException {
    try (Connection superuser = database.superuser()) {
      Sql.query(
          superuser,
          """
          select pg_terminate_backend(pid) from pg_locks
          where locktype = 'advisory' and database =
            (select oid from pg_database where datname = current_database())
          """,
          row -> true);
    }
  }

  @Test
  void a_tree_that_is_not_the_one_that_was_signed_is_not_continued() throws SQLException {
    try (Sequencer _ = start()) {
      LedgerFixture.commit(database, 1, 20);
      awaitSigned(20);
    }
    try (Connection superuser = database.superuser()) {
      Sql.update(superuser, "update ledger_leaf set leaf = sha256(leaf) where seq = 7");
    }
    try (Sequencer sequencer = start()) {
      awaitState(sequencer, Sequencer.State.REFUSING);
      LedgerFixture.commit(database, 30, 1);
    }
    assertThat(signed()).isEqualTo(20);
  }
}
