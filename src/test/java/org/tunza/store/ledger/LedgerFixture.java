package org.tunza.store.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tunza.platform.database.Sql;
import org.tunza.record.EntryKey;
import org.tunza.record.LifecycleEvent;
import org.tunza.store.merkle.Sha256;
import org.tunza.testing.TestDatabase;

/** Commits in the ledger's own tables, as the store writes them, and waiting for what follows. */
final class LedgerFixture {
  static final Secrets SECRETS =
      name -> Sha256.of(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private LedgerFixture() {}

  /** Writes commits with the given numbers, of one event each without a version. */
  static void commit(Connection app, long from, int count) throws SQLException {
    List<LedgerCommit> commits = new ArrayList<>();
    for (long number = from; number < from + count; number++) {
      Instant recorded = START.plusMillis(number);
      commits.add(new LedgerCommit(number, recorded.toEpochMilli() * 1000, 0, 1, 1, 4));
    }
    for (LedgerCommit commit : commits) {
      LedgerEvent event = new LedgerEvent(0, LifecycleEvent.VERIFY, new EntryKey(5, 6), 0, null);
      Sql.update(
          app,
          """
          with written as (
            insert into ledger_commit values (?, ?, 0, 1, 1, 4)),
          event as (
            insert into ledger_event (chart, commit, entry, ordinal, version, event)
            values (5, ?, 6, 0, 0, ?))
          insert into ledger_pending values (?, ?)
          """,
          commit.number(),
          START.plusMillis(commit.number()),
          commit.number(),
          (short) event.event().number(),
          commit.number(),
          Leaf.hash(commit, List.of(event)));
    }
  }

  static void commit(TestDatabase database, long from, int count) {
    database
        .database()
        .transact(connection -> {
          commit(connection, from, count);
          return true;
        });
  }

  static long number(TestDatabase database, String sql) {
    return database.database().read(connection -> Sql.number(connection, sql));
  }
}
