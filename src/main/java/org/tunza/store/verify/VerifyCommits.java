package org.tunza.store.verify;

import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tunza.platform.database.Transactions;
import org.tunza.record.EntryKey;
import org.tunza.store.key.VersionOpening;
import org.tunza.store.key.VersionOpening.Opened;
import org.tunza.store.key.VersionOpening.Opening;
import org.tunza.store.key.VersionOpening.SealedVersion;
import org.tunza.store.ledger.Leaf;
import org.tunza.store.ledger.LedgerEvent;
import org.tunza.store.merkle.Sha256;
import org.tunza.store.verify.Finding.Kind;
import org.tunza.store.verify.PostgresVerify.CommitRow;
import org.tunza.store.verify.PostgresVerify.EventRow;
import org.tunza.store.verify.Verification.Stage;

/**
 * Makes every leaf anew from its commit and events, and holds the versions' contents against their
 * events. Each portion sees one state of the database, so commits that come in meanwhile are whole.
 */
final class VerifyCommits {
  private static final int PORTION = 2_000;
  private static final int VERSIONS_AT_ONCE = 256;

  private final VersionOpening opening;
  private final Verification verification;
  private final MessageDigest sha256 = Sha256.fresh();
  private final Map<Long, CommitRow> commits = new HashMap<>();
  private final List<LedgerEvent> events = new ArrayList<>();
  private final Map<LedgerEvent, Long> unopened = new HashMap<>();
  private long current;

  private VerifyCommits(VersionOpening opening, Verification verification) {
    this.opening = opening;
    this.verification = verification;
  }

  static void run(Transactions transactions, VersionOpening opening, Verification verification) {
    long last = transactions.read(PostgresVerify::lastCommit);
    long total = transactions.read(PostgresVerify::commits);
    long done = 0;
    for (long after = Long.MIN_VALUE; after < last; ) {
      long from = after;
      Portion portion =
          transactions.transact(connection ->
              new VerifyCommits(opening, verification).portion(connection, from, last));
      done += portion.commits();
      after = portion.last();
      verification.at(Stage.COMMITS, Math.min(done, total), total);
    }
  }

  private record Portion(int commits, long last) {}

  private Portion portion(Connection connection, long after, long upTo) throws SQLException {
    PostgresVerify.oneSnapshot(connection);
    List<CommitRow> rows = PostgresVerify.commits(connection, after, upTo, PORTION);
    rows.forEach(row -> commits.put(row.commit().number(), row));
    long last = rows.size() < PORTION ? upTo : rows.getLast().commit().number();
    current = after;
    PostgresVerify.events(connection, after, last, row -> event(connection, row));
    finish();
    open(connection);
    for (CommitRow row : List.copyOf(commits.values())) {
      current = row.commit().number();
      finish();
    }
    return new Portion(rows.size(), last);
  }

  private void event(Connection connection, EventRow row) throws SQLException {
    if (row.commit() != current) {
      finish();
      current = row.commit();
    }
    if (!commits.containsKey(row.commit())) {
      verification.found(
          Finding.of(
              Kind.EVENT_STRAY, row.event().key(), row.event().version(), "its commit is gone"));
      return;
    }
    if (row.eventNumber() != 0) {
      events.add(row.event());
    }
    if (row.event().hash() != null) {
      unopened.put(row.event(), commits.get(row.commit()).seq());
      if (unopened.size() >= VERSIONS_AT_ONCE) {
        open(connection);
      }
    }
  }

  /** All events of the current commit have been read. */
  private void finish() {
    CommitRow row = commits.remove(current);
    if (row == null) {
      events.clear();
      return;
    }
    if (row.leaf() == null) {
      verification.found(
          Finding.at(
              Kind.COMMIT_UNLEDGERED,
              Finding.NOWHERE,
              "commit %d is neither in the ledger nor waiting".formatted(current)));
    } else if (!Arrays.equals(row.leaf(), leaf(row))) {
      verification.found(altered(row));
    }
    events.clear();
  }

  private Finding altered(CommitRow row) {
    LedgerEvent first = events.isEmpty() ? null : events.getFirst();
    String text = "commit %d or its events are not what went in".formatted(current);
    return first == null
        ? Finding.at(Kind.LEAF_ALTERED, row.seq(), text)
        : new Finding(Kind.LEAF_ALTERED, row.seq(), first.key(), first.version(), text);
  }

  private byte[] leaf(CommitRow row) {
    byte[] batch = row.batchHash();
    if (batch != null && events.isEmpty()) {
      return Leaf.hashOfAccesses(row.commit(), row.accesses(), batch);
    }
    for (int i = 1; i < events.size(); i++) {
      if (events.get(i).ordinal() <= events.get(i - 1).ordinal()) {
        return new byte[0];
      }
    }
    return Leaf.hash(row.commit(), events);
  }

  private void open(Connection connection) throws SQLException {
    List<LedgerEvent> wanted = List.copyOf(unopened.keySet());
    Map<VersionKey, SealedVersion> found = new HashMap<>();
    for (SealedVersion version : PostgresVerify.versions(connection, wanted)) {
      found.put(new VersionKey(version.key(), version.version()), version);
    }
    Set<EntryKey> destroyed =
        PostgresVerify.destroyed(connection, wanted.stream().map(LedgerEvent::key).toList());
    for (LedgerEvent event : wanted) {
      SealedVersion version = found.get(new VersionKey(event.key(), event.version()));
      if (version != null) {
        judge(event, opening.open(connection, version), destroyed.contains(event.key()));
      }
    }
    unopened.clear();
  }

  private record VersionKey(EntryKey key, int version) {}

  private void judge(LedgerEvent event, Opening opening, boolean destroyed) {
    switch (opening) {
      case Opened(byte[] salt, byte[] content) -> {
        sha256.update(salt);
        if (!Arrays.equals(sha256.digest(content), event.hash())) {
          found(Kind.VERSION_ALTERED, event, "its content is not what the event says");
        } else if (destroyed) {
          found(Kind.STILL_OPENS, event, "the ledger says that its key was destroyed");
        }
      }
      case VersionOpening.Altered() ->
          found(Kind.VERSION_ALTERED, event, "it is not what was sealed there");
      case VersionOpening.KeyLost() -> {
        if (destroyed) {
          verification.destroyed(event.key(), event.version());
        } else {
          found(Kind.KEY_LOST, event, "its key is not there, and was never destroyed");
        }
      }
    }
  }

  private void found(Kind kind, LedgerEvent event, String text) {
    verification.found(
        new Finding(
            kind,
            unopened.getOrDefault(event, Finding.NOWHERE),
            event.key(),
            event.version(),
            text));
  }
}
