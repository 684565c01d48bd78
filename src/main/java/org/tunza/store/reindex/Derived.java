package org.tunza.store.reindex;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tunza.record.EntryId;
import org.tunza.record.EntryKey;
import org.tunza.record.Version;
import org.tunza.record.index.Compartment;
import org.tunza.store.index.TermRows;

/**
 * What a pointer's entry is found by, made anew from its current content.
 *
 * @param id null when the pointer is one that its entry has left
 */
record Derived(
    Pointed pointed, @Nullable EntryId id, TermRows rows, List<Compartment> compartments) {

  /** A pointer as it is stored; the version is null where it is missing or not current any more. */
  record Pointed(
      EntryKey where,
      int type,
      int version,
      int state,
      long updated,
      long dated,
      long[] links,
      long[] tail,
      byte @Nullable [] wrapped,
      int dictionary,
      byte @Nullable [] sealed) {

    /** Whether the entry lies in another chart by now. */
    boolean isLeft() {
      return state > Version.State.DELETED.number();
    }
  }

  static Derived nothing(Pointed pointed, @Nullable EntryId id) {
    return new Derived(pointed, id, TermRows.NONE, List.of());
  }

  /** Whether the entry's own row has what its content says. */
  boolean isRightlyFound() {
    return rows.dated() == pointed.dated()
        && Arrays.equals(rows.links(), pointed.links())
        && Arrays.equals(rows.tail(), pointed.tail());
  }

  /** One row of the index as it is stored, but for its entry. */
  sealed interface Row {
    record Hash(long term, long dated) implements Row {}

    record Text(int type, TermRows.Text text) implements Row {}

    record Date(int type, TermRows.Date date) implements Row {}

    record Quantity(int type, TermRows.Quantity quantity) implements Row {}

    record Concerned(long chart, int role) implements Row {}

    record Named(int type, String id) implements Row {}
  }

  /** Whether the row is one of these; which charts its patients have is not known here. */
  boolean has(Row row) {
    return switch (row) {
      case Row.Hash(long term, long dated) ->
          dated == rows.dated() && Arrays.binarySearch(rows.hot(), term) >= 0;
      case Row.Text(int type, TermRows.Text text) ->
          type == pointed.type() && rows.texts().contains(text);
      case Row.Date(int type, TermRows.Date date) ->
          type == pointed.type() && rows.dates().contains(date);
      case Row.Quantity(int type, TermRows.Quantity quantity) ->
          type == pointed.type() && rows.quantities().contains(quantity);
      case Row.Concerned _ -> false;
      case Row.Named(int type, String name) ->
          id != null && type == pointed.type() && name.equals(id.id());
    };
  }
}
