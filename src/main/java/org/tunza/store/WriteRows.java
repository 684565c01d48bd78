package org.tunza.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tunza.record.EntryId;
import org.tunza.record.EntryKey;
import org.tunza.store.index.EntryTerms;
import org.tunza.store.key.KeyTree;
import org.tunza.store.key.Sealing;
import org.tunza.store.ledger.LedgerCommit;
import org.tunza.store.ledger.LedgerEvent;

/** The rows that a commit is about to write, gathered so that they go in few statements. */
final class WriteRows {

  /** An entry's first pointer in a chart. */
  record NewPointer(
      EntryId id,
      int type,
      EntryKey where,
      @Nullable Long previousChart,
      long updated,
      int version,
      int state,
      byte[] wrapped,
      long[] tail) {}

  /** A pointer's next state. */
  record NextPointer(EntryKey where, long updated, int version, int state, long[] tail) {}

  record NewVersion(
      EntryKey where, int type, long updated, int version, int state, Sealing.Sealed sealed) {}

  record NewCompartment(long chart, EntryKey where, int role) {}

  final List<NewPointer> pointers = new ArrayList<>();

  /** Entries that go on in another chart: their old pointers. */
  final List<EntryKey> left = new ArrayList<>();

  final List<NextPointer> nextPointers = new ArrayList<>();
  final List<NewVersion> versions = new ArrayList<>();
  final List<KeyTree.ChartRow> charts = new ArrayList<>();
  final List<NewCompartment> compartments = new ArrayList<>();

  /** Entries whose compartments are written anew. */
  final List<EntryKey> compartmentsGone = new ArrayList<>();

  final List<EntryTerms> terms = new ArrayList<>();
  final List<EntryTerms> termsGone = new ArrayList<>();
  final List<LedgerEvent> events = new ArrayList<>();

  /** The commit and its leaf, with the last rows of it. */
  @Nullable LedgerCommit commit;

  byte @Nullable [] leaf;

  private long bytes;

  void version(NewVersion version) {
    versions.add(version);
    bytes += version.sealed().bytes().length;
  }

  boolean isFull() {
    return versions.size() >= ROWS_MAX || bytes >= BYTES_MAX;
  }

  boolean changesOldRows() {
    return !(left.isEmpty()
        && nextPointers.isEmpty()
        && compartmentsGone.isEmpty()
        && termsGone.isEmpty());
  }

  /** Versions that are written in one statement. */
  static final int ROWS_MAX = 500;

  /** Sealed bytes that are written in one statement. */
  static final long BYTES_MAX = 8L * 1024 * 1024;
}
