package org.tunza.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tunza.platform.database.Columns;
import org.tunza.record.EntryId;
import org.tunza.record.EntryKey;
import org.tunza.store.index.TermTables;
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

  /**
   * A pointer whose entry goes on in another chart.
   *
   * @param last the last version that is read there
   */
  record LeftPointer(EntryKey where, int last) {}

  record NewVersion(
      EntryKey where, int type, long updated, int version, int state, Sealing.Sealed sealed) {}

  record NewCompartment(long chart, EntryKey where, int role) {}

  record NewEvent(long commit, LedgerEvent event) {}

  record NewLeaf(long commit, byte[] hash) {}

  final List<NewPointer> pointers = new ArrayList<>();

  final List<LeftPointer> left = new ArrayList<>();

  final List<NextPointer> nextPointers = new ArrayList<>();
  final List<NewVersion> versions = new ArrayList<>();
  final List<KeyTree.ChartRow> charts = new ArrayList<>();
  final List<NewCompartment> compartments = new ArrayList<>();

  /** Entries whose compartments go, since they name other patients now. */
  final List<EntryKey> compartmentsGone = new ArrayList<>();

  final TermTables terms = new TermTables();
  final TermTables termsGone = new TermTables();
  final List<NewEvent> events = new ArrayList<>();

  /** The commit and its leaf, with the last rows of it. */
  final List<LedgerCommit> commits = new ArrayList<>();

  final List<NewLeaf> leaves = new ArrayList<>();

  private long bytes;

  void version(NewVersion version) {
    versions.add(version);
    bytes += version.sealed().bytes().length;
  }

  boolean isFull() {
    return versions.size() >= ROWS_MAX || bytes >= BYTES_MAX;
  }

  /** The form of the statement that writes these. */
  Columns.Form form() {
    return versions.size() <= 1 ? Columns.Form.ONE_ENTRY : Columns.Form.ENTRIES;
  }

  /** Versions that are written in one statement. */
  static final int ROWS_MAX = 500;

  /** Sealed bytes that are written in one statement. */
  static final long BYTES_MAX = 8L * 1024 * 1024;
}
