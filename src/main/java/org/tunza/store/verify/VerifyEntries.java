package org.tunza.store.verify;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.tunza.platform.database.Transactions;
import org.tunza.store.verify.Finding.Kind;
import org.tunza.store.verify.PostgresVerify.StateRow;
import org.tunza.store.verify.PostgresVerify.VersionOf;
import org.tunza.store.verify.Verification.Stage;

/**
 * Holds versions, the events that made them, and the pointers to the newest against each other: one
 * event for each version and one version for each event, numbers without gaps, pointers right.
 */
final class VerifyEntries {
  private static final int PORTION = 5_000;

  private final Verification verification;
  private @Nullable StateRow before;
  private long entries;

  private VerifyEntries(Verification verification) {
    this.verification = verification;
  }

  static void run(Transactions transactions, Verification verification) {
    long total = transactions.read(PostgresVerify::entries);
    VerifyEntries stage = new VerifyEntries(verification);
    long after = Long.MIN_VALUE;
    while (true) {
      long from = after;
      after = transactions.transact(connection -> stage.portion(connection, from));
      if (after == from) {
        return;
      }
      verification.at(Stage.ENTRIES, Math.min(stage.entries, total), total);
    }
  }

  private long portion(Connection connection, long after) throws SQLException {
    PostgresVerify.oneSnapshot(connection);
    long end = PostgresVerify.portionEnd(connection, after, PORTION);
    if (end > after) {
      PostgresVerify.states(connection, after, end, this::state);
      newest();
      before = null;
      for (VersionOf gap : PostgresVerify.brokenMoves(connection, after, end)) {
        verification.found(
            Finding.of(
                Kind.VERSION_GAP,
                gap.key(),
                gap.version(),
                "it moved between charts, and versions before it are missing"));
      }
    }
    return end;
  }

  private void state(StateRow row) {
    StateRow last = before;
    if (last == null || !last.key().equals(row.key())) {
      newest();
      entries++;
      if (!row.moved() && !row.received() && row.version() > 1) {
        found(Kind.VERSION_GAP, row, "versions before it are missing");
      }
    } else if (!row.moved() && row.version() != last.version() + 1) {
      found(Kind.VERSION_GAP, row, "versions before it are missing");
    }
    if (!row.there() && row.version() > 0) {
      found(Kind.VERSION_MISSING, row, "an event made it, but it is not there");
    } else if (row.there() && row.made() != 1) {
      found(Kind.EVENT_MISSING, row, "%d events made it".formatted(row.made()));
    }
    before = row;
  }

  /** The last row of an entry has its newest version. */
  private void newest() {
    StateRow last = before;
    if (last == null) {
      return;
    }
    if (last.pointer() < 0) {
      found(Kind.POINTER_WRONG, last, "no pointer leads to it");
    } else if (last.pointer() != last.version() || (last.there() && !last.agrees())) {
      found(Kind.POINTER_WRONG, last, "the pointer is not to the newest version as it is");
    }
  }

  private void found(Kind kind, StateRow row, String text) {
    verification.found(Finding.of(kind, row.key(), row.version(), text));
  }
}
