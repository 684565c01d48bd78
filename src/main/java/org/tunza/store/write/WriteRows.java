package org.tunza.store.write;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tunza.platform.database.Columns;
import org.tunza.record.EntryId;
import org.tunza.record.EntryKey;
import org.tunza.store.blob.Blob;
import org.tunza.store.index.TermRows;
import org.tunza.store.index.TermTables;
import org.tunza.store.key.KeyTree;
import org.tunza.store.key.Sealing;
import org.tunza.store.ledger.LedgerCommit;
import org.tunza.store.ledger.LedgerEvent;

/** The rows that a commit is about to write, gathered so that they go in few statements. */
public final class WriteRows {

  /** Where the entry of an id lies. */
  public record Place(EntryId id, int type, EntryKey where) {}

  /** The number that an id gets when it is referred to and nothing is there yet. */
  public record Unborn(EntryId id, int type, long entry) {}

  /** An entry's first pointer in a chart. */
  public record NewPointer(
      EntryId id,
      int type,
      EntryKey where,
      @Nullable Long previousChart,
      long updated,
      int version,
      int state,
      byte[] wrapped,
      TermRows terms) {}

  /** A pointer's next state. */
  public record NextPointer(EntryKey where, long updated, int version, int state, TermRows terms) {}

  /**
   * A pointer whose entry goes on in another chart.
   *
   * @param last the last version that is read there
   */
  public record LeftPointer(EntryKey where, int last) {}

  public record NewVersion(
      EntryKey where, int type, long updated, int version, int state, Sealing.Sealed sealed) {}

  public record NewBlob(EntryKey where, int version, Blob blob, byte[] wrapped) {}

  public record NewCompartment(long chart, EntryKey where, int role) {}

  public record NewEvent(long commit, LedgerEvent event) {}

  public record NewLeaf(long commit, byte[] hash) {}

  final List<NewPointer> pointers = new ArrayList<>();

  /** Of entries that are new. */
  final List<Place> ids = new ArrayList<>();

  /** Of entries that come from another chart, or were unborn. */
  final List<Place> movedIds = new ArrayList<>();

  public final List<Unborn> unborn = new ArrayList<>();

  public final List<LeftPointer> left = new ArrayList<>();

  public final List<NextPointer> nextPointers = new ArrayList<>();
  public final List<NewVersion> versions = new ArrayList<>();
  public final List<NewBlob> blobs = new ArrayList<>();
  public final List<KeyTree.ChartRow> charts = new ArrayList<>();
  public final List<NewCompartment> compartments = new ArrayList<>();

  /** Entries whose compartments go, since they name other patients now. */
  public final List<EntryKey> compartmentsGone = new ArrayList<>();

  public final TermTables terms = new TermTables();
  public final TermTables termsGone = new TermTables();
  public final List<NewEvent> events = new ArrayList<>();

  /** The commit and its leaf, with the last rows of it. */
  public final List<LedgerCommit> commits = new ArrayList<>();

  public final List<NewLeaf> leaves = new ArrayList<>();

  private long bytes;

  /** A pointer whose id is not known yet, or known at another place. */
  public void pointer(NewPointer pointer, boolean isKnown) {
    pointers.add(pointer);
    Place place = new Place(pointer.id(), pointer.type(), pointer.where());
    (isKnown ? movedIds : ids).add(place);
  }

  public void version(NewVersion version) {
    versions.add(version);
    bytes += version.sealed().bytes().length;
  }

  public boolean isFull() {
    return versions.size() >= ROWS_MAX || bytes >= BYTES_MAX;
  }

  /** The form of the statement that writes these. */
  Columns.Form form() {
    return Math.max(versions.size(), nextPointers.size()) <= 1
        ? Columns.Form.ONE_ENTRY
        : Columns.Form.ENTRIES;
  }

  /** Versions that are written in one statement. */
  static final int ROWS_MAX = 500;

  /** Sealed bytes that are written in one statement. */
  static final long BYTES_MAX = 8L * 1024 * 1024;
}
