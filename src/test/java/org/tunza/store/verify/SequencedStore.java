package org.tunza.store.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tunza.platform.Clock;
import org.tunza.platform.database.Sql;
import org.tunza.record.EntryId;
import org.tunza.record.EntryKey;
import org.tunza.store.key.KeyDestruction;
import org.tunza.store.key.MasterKeys;
import org.tunza.store.key.StoreOpening;
import org.tunza.store.key.StoreSecrets;
import org.tunza.store.ledger.Checkpoint;
import org.tunza.store.ledger.LedgerProofs;
import org.tunza.store.ledger.Sequencer;
import org.tunza.testing.Await;
import org.tunza.testing.Findings;
import org.tunza.testing.TestDatabase;
import org.tunza.testing.TestStore;

/** A store with its ledger, that can be tampered with, verified, and put back as it was. */
final class SequencedStore implements AutoCloseable {
  private static final Sequencer.Settings QUICK =
      new Sequencer.Settings(Duration.ofMillis(60), Duration.ofMillis(20));

  private static final List<String> TABLES =
      List.of(
          "entry",
          "entry_version",
          "ledger_commit",
          "ledger_event",
          "ledger_pending",
          "ledger_leaf",
          "ledger_node",
          "ledger_checkpoint");

  private final TestDatabase database = TestDatabase.fresh();
  private final TestStore store;
  private final StoreSecrets secrets;
  private final Path keys;

  SequencedStore(Path keys) {
    this.keys = keys;
    store = TestStore.open(database, keys);
    secrets = new StoreSecrets(database.database().transactions(), store.keys());
  }

  TestStore store() {
    return store;
  }

  LedgerProofs proofs() {
    return new LedgerProofs(database.database().transactions(), secrets);
  }

  Sequencer sequencer() {
    return Sequencer.start(database.database().sequencer(), secrets, Clock.system(), QUICK);
  }

  /** Waits until all that was committed is signed; says by which checkpoint. */
  Checkpoint awaitSigned(Sequencer sequencer) {
    sequencer.nudge();
    Await.until(
        "all that was committed is signed",
        () -> signed() >= number("select count(*) from ledger_commit"));
    return proofs().latest().orElseThrow();
  }

  private long signed() {
    return proofs().latest().map(Checkpoint::head).map(head -> head.size()).orElse(0L);
  }

  EntryKey key(EntryId id) {
    return database.where(id.id());
  }

  long number(String sql, @Nullable Object... parameters) {
    return database.database().read(c -> Sql.number(c, sql, parameters));
  }

  void destroy(KeyDestruction.Target target) {
    TestStore.destruction(new MasterKeys(keys)).run(database.database().disposing(), target);
  }

  /** Copies all tables of the ledger and of what it speaks of. */
  void save() {
    asSuperuser(TABLES.stream().map("create table saved_%1$s as table %1$s"::formatted).toList());
  }

  /** Puts the copy back. */
  void restore() {
    asSuperuser(TABLES.stream().map("truncate %s"::formatted).toList());
    asSuperuser(TABLES.stream().map("insert into %1$s table saved_%1$s"::formatted).toList());
  }

  private void asSuperuser(List<String> statements) {
    try (Connection superuser = database.superuser()) {
      for (String statement : statements) {
        Sql.update(superuser, statement);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Alters rows as nobody but a superuser can. */
  void tamper(String sql, @Nullable Object... parameters) {
    try (Connection superuser = database.superuser()) {
      assertThat(Sql.update(superuser, sql, parameters)).isPositive();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  List<Finding> verify(List<KeptCheckpoint> kept) {
    return verified(kept).all();
  }

  /** Verifies as a program does that has just opened the keys. */
  Findings verified(List<KeptCheckpoint> kept) {
    Findings findings = new Findings();
    TestStore opened = TestStore.open(database, keys);
    StoreOpening opening = new StoreOpening(opened.keys(), opened.sealing());
    new Verify(database.database().transactions(), proofs(), opening).run(kept, findings);
    return findings;
  }

  @Override
  public void close() {
    database.close();
  }
}
