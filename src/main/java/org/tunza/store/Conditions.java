package org.tunza.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tunza.platform.database.Sql;
import org.tunza.record.Change;
import org.tunza.record.EntryId;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.record.Write;
import org.tunza.record.index.Criteria;

/**
 * Which entry each write of a change concerns, once its conditions are resolved. What matches is
 * locked and matched again, until nothing has moved in between.
 */
final class Conditions implements Write.Ids {

  private static final int ROUNDS_MAX = 5;

  private final @Nullable EntryId[] ids;
  private final boolean[] found;
  private final EntryId[] lookups;
  private final Set<EntryId> written = new HashSet<>();
  private final Set<EntryId> made = new HashSet<>();
  private final Set<EntryId> deleted = new HashSet<>();

  private Conditions(int writes, int lookups) {
    ids = new @Nullable EntryId[writes];
    found = new boolean[writes];
    this.lookups = new EntryId[lookups];
  }

  static Outcome<Conditions> resolve(
      Store store, Connection connection, Change change, LockSet locks) throws SQLException {
    PostgresMatches matches = new PostgresMatches(store, connection);
    Conditions conditions = new Conditions(change.writes().size(), change.lookups().size());
    for (int place = 0; place < change.writes().size(); place++) {
      Write write = change.writes().get(place);
      Outcome<List<EntryId>> outcome = conditions.match(matches, connection, write, locks);
      if (outcome instanceof Outcome.Refused<List<EntryId>>(var refusal)) {
        return Outcome.refused(refusal);
      }
      List<EntryId> matching = outcome.orThrow();
      if (matching.size() > 1) {
        return Outcome.refused(
            RefusalCode.SEVERAL_MATCHES,
            change.places().apply(place),
            "the condition has more than one match");
      }
      conditions.settle(place, write, matching);
    }
    for (int place = 0; place < change.lookups().size(); place++) {
      List<EntryId> matching = matches.find(change.lookups().get(place), 2);
      if (matching.size() != 1) {
        return Outcome.refused(
            matching.isEmpty() ? RefusalCode.NO_MATCH : RefusalCode.SEVERAL_MATCHES,
            "",
            "a conditional reference to %s must have one match"
                .formatted(change.lookups().get(place).type()));
      }
      conditions.lookups[place] = matching.getFirst();
    }
    return conditions.withoutDuplicates(change);
  }

  private Outcome<List<EntryId>> match(
      PostgresMatches matches, Connection connection, Write write, LockSet locks)
      throws SQLException {
    Criteria criteria = criteria(write);
    if (criteria == null) {
      return Outcome.done(List.of());
    }
    List<EntryId> before = matches.find(criteria, 2);
    for (int round = 0; round < ROUNDS_MAX; round++) {
      if (!locks.isWhole()) {
        for (EntryId id : before) {
          Sql.number(connection, "select 1 from pg_advisory_xact_lock(?)", LockSet.entry(id));
        }
      }
      List<EntryId> now = matches.find(criteria, 2);
      if (before.isEmpty() || new HashSet<>(now).equals(new HashSet<>(before))) {
        return Outcome.done(now);
      }
      before = now;
    }
    return Outcome.refused(
        RefusalCode.CONCURRENT_CHANGE, "", "what the condition asks for keeps changing");
  }

  private static @Nullable Criteria criteria(Write write) {
    return switch (write) {
      case Write.Create create -> create.unless().orElse(null);
      case Write.Update update -> criteria(update.target());
      case Write.Delete delete -> criteria(delete.target());
    };
  }

  private static @Nullable Criteria criteria(Write.Target target) {
    return switch (target) {
      case Write.Target.One one -> null;
      case Write.Target.Matching(Criteria criteria) -> criteria;
    };
  }

  private void settle(int place, Write write, List<EntryId> matching) {
    found[place] = !matching.isEmpty();
    ids[place] =
        switch (write) {
          case Write.Create create -> found[place] ? matching.getFirst() : create.id();
          case Write.Update update -> target(update, matching);
          case Write.Delete delete ->
              delete.target() instanceof Write.Target.One(EntryId id)
                  ? id
                  : matching.stream().findFirst().orElse(null);
        };
  }

  private static @Nullable EntryId target(Write.Update update, List<EntryId> matching) {
    if (update.target() instanceof Write.Target.One(EntryId id)) {
      return id;
    }
    if (!matching.isEmpty()) {
      return matching.getFirst();
    }
    return switch (update.absent()) {
      case Write.Absent.Create(EntryId id) -> id;
      case Write.Absent.Refuse() -> null;
    };
  }

  private Outcome<Conditions> withoutDuplicates(Change change) {
    for (int place = 0; place < ids.length; place++) {
      EntryId id = ids[place];
      boolean writes = !(change.writes().get(place) instanceof Write.Create) || !found[place];
      if (id != null && writes && !written.add(id)) {
        return Outcome.refused(
            RefusalCode.INVALID_BUNDLE,
            change.places().apply(place),
            "another write of the same change concerns this entry");
      }
      switch (change.writes().get(place)) {
        case Write.Create create -> note(made, id, writes);
        case Write.Delete delete -> note(deleted, id, writes);
        case Write.Update update -> {}
      }
    }
    return Outcome.done(this);
  }

  private static void note(Set<EntryId> set, @Nullable EntryId id, boolean writes) {
    if (id != null && writes) {
      set.add(id);
    }
  }

  /** The entry of a write, null when a condition found none and none is made. */
  @Nullable EntryId id(int place) {
    return ids[place];
  }

  EntryId idOf(int place) {
    return java.util.Objects.requireNonNull(ids[place]);
  }

  /** Whether a condition of this write found an entry. */
  boolean found(int place) {
    return found[place];
  }

  /** Whether the change makes this entry, which no other can know. */
  boolean makes(EntryId id) {
    return made.contains(id);
  }

  boolean deletes(EntryId id) {
    return deleted.contains(id);
  }

  /** Whether the change writes this entry. */
  boolean writes(EntryId id) {
    return written.contains(id);
  }

  @Override
  public EntryId ofWrite(int place) {
    return idOf(place);
  }

  @Override
  public EntryId ofLookup(int place) {
    return lookups[place];
  }
}
