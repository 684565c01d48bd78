package org.tunza.store.reindex;

import java.util.Optional;
import org.tunza.record.EntryKey;
import org.tunza.store.reindex.PostgresIndexRows.Table;

/**
 * The walk that makes all rows anew, and how far it is: first through the entries, in the order of
 * their keys, for rows that are missing; then through the tables for rows that are left over.
 *
 * @param edition of the index, by which it makes them
 * @param stage 0 for entries, else the number of the table
 * @param after the last entry that is done
 * @param page the first page of the table that is not done
 * @param pages of the table
 * @param done entries that are done
 * @param entries that there were when it began
 * @param mended entries and rows that were not right
 */
public record IndexWalk(
    long edition,
    int stage,
    EntryKey after,
    long page,
    long pages,
    long done,
    long entries,
    long mended) {

  private static final int TABLES = Table.TERMS.size();

  /** The table that is walked through; empty while it is the entries. */
  Optional<Table> table() {
    return stage == 0 ? Optional.empty() : Optional.of(Table.TERMS.get(stage - 1));
  }

  boolean isLastStage() {
    return stage == TABLES;
  }

  static IndexWalk begun(long edition, long entries) {
    return new IndexWalk(edition, 0, EntryKey.FIRST, 0, 0, 0, entries, 0);
  }

  IndexWalk past(EntryKey last, int more, long wrong) {
    return new IndexWalk(edition, stage, last, 0, 0, done + more, entries, mended + wrong);
  }

  IndexWalk pastPages(long more, long all, long wrong) {
    return new IndexWalk(edition, stage, after, page + more, all, done, entries, mended + wrong);
  }

  /** The same at the beginning of the next stage. */
  IndexWalk next() {
    return new IndexWalk(edition, stage + 1, after, 0, 0, done, entries, mended);
  }

  /** How much of it is done, between 0 and 1: the entries are half of it, the tables the rest. */
  public double share() {
    if (stage == 0) {
      return shareOfEntries() / 2;
    }
    double ofTable = pages == 0 ? 0 : Math.min(1, (double) page / pages);
    return 0.5 + (stage - 1 + ofTable) / TABLES / 2;
  }

  /** How much of the entries is done, between 0 and 1. */
  public double shareOfEntries() {
    return stage > 0 || entries == 0 ? 1 : Math.min(1, (double) done / entries);
  }
}
