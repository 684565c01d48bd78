package org.tunza.record;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.tunza.record.index.Criteria;
import org.tunza.record.index.IndexTerm;

/**
 * One write within a change. A draft is made when the entry that it concerns is locked and known,
 * so that a patch sees what it patches and references to other entries of the same change have
 * their ids.
 */
public sealed interface Write {

  /** Type of the entry. */
  String type();

  /**
   * A new entry.
   *
   * @param id given by the caller of the deed; fresh, so that it can't be taken
   * @param unless when one entry matches these, nothing is written
   */
  record Create(EntryId id, Optional<Criteria> unless, Keys keys, Drafting drafting)
      implements Write {
    @Override
    public String type() {
      return id.type();
    }
  }

  /**
   * A new version of an entry, or its first when the target may be created.
   *
   * @param expected the version that must be current, when the caller named one
   */
  record Update(Target target, OptionalInt expected, Absent absent, Keys keys, Drafting drafting)
      implements Write {
    @Override
    public String type() {
      return target.type();
    }
  }

  /**
   * A version that says the entry was deleted; nothing when there is none.
   *
   * @param received the edition that it keeps, when it comes from another store
   */
  record Delete(Target target, OptionalInt expected, Optional<Edition> received) implements Write {
    public Delete(Target target, OptionalInt expected) {
      this(target, expected, Optional.empty());
    }

    @Override
    public String type() {
      return target.type();
    }
  }

  /** What an update does when the entry is not there. */
  sealed interface Absent {
    record Refuse() implements Absent {}

    /** Creates it under this id. */
    record Create(EntryId id) implements Absent {}
  }

  /** Which entry is meant. */
  sealed interface Target {
    String type();

    record One(EntryId id) implements Target {
      @Override
      public String type() {
        return id.type();
      }
    }

    record Matching(Criteria criteria) implements Target {
      @Override
      public String type() {
        return criteria.type();
      }
    }
  }

  /** The identifiers that a body carries: locked so that equal conditions are seen in order. */
  record Keys(Set<IndexTerm.Token> identifiers) {
    public static final Keys NONE = new Keys(Set.of());
  }

  /**
   * Makes the draft; called once per attempt, perhaps more than once. Of an update that may create
   * the entry it doesn't depend on the current version, and may be called before that is known.
   */
  @FunctionalInterface
  interface Drafting {
    Outcome<Draft> draft(Basis basis);
  }

  /**
   * What is known when a draft is made.
   *
   * @param id the entry to write
   * @param current its current version, when there is one
   * @param ids where the other writes of the same change go
   */
  record Basis(EntryId id, Optional<Version> current, Ids ids) {}

  /** The ids of the entries that a change concerns. */
  interface Ids {
    /** Of the write at this place of the change. */
    EntryId ofWrite(int place);

    /** Of the one entry that the look-up at this place of the change found. */
    EntryId ofLookup(int place);
  }
}
