package org.tunza.record;

import java.util.List;
import org.tunza.record.index.Criteria;
import org.tunza.record.search.Found;
import org.tunza.record.search.Search;

/**
 * The record store: the only place where record entries are written and read. A commit writes
 * versions, index rows and lifecycle events in one transaction.
 */
public interface Records {

  /**
   * Writes the change, or refuses it and writes nothing. The results stand in the order of the
   * writes; a refusal names the write at fault as the change says.
   */
  Outcome<List<Written>> commit(Change change, Attribution who);

  /** The current version: refused as NOT_FOUND or, when deleted, GONE. */
  Outcome<Version> read(AccessScope scope, EntryId id);

  /** A past or current version, deleted ones too: refused as NOT_FOUND when there is none. */
  Outcome<Version> read(AccessScope scope, EntryId id, int number);

  /** Versions, newest first, up to the safe horizon. */
  Outcome<History.Page> history(AccessScope scope, History history);

  /** A page of a search; refused as TOO_COMPLEX when it would take too long. */
  Outcome<Found> search(AccessScope scope, Search search);

  /** Entries that match, at most so many, in no order. */
  Outcome<List<EntryId>> match(AccessScope scope, Criteria criteria, int max);
}
