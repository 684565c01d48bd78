package org.tunza.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tunza.record.Change;
import org.tunza.record.Draft;
import org.tunza.record.EntryId;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.record.Write;

/**
 * The drafts of a small change that only creates: they depend on nothing in the database, so they
 * are made before its transaction begins, and what they refer to is looked up as it begins.
 */
final class Foreseen {

  /** Writes of a change whose drafts are all held at once. */
  private static final int WRITES_MAX = 64;

  private static final Foreseen NOTHING = new Foreseen();

  private final Map<Integer, Draft> drafts = new HashMap<>();
  private final Set<EntryId> references = new HashSet<>();

  private Foreseen() {}

  static Outcome<Foreseen> of(Change change) {
    if (!isForeseeable(change)) {
      return Outcome.done(NOTHING);
    }
    Foreseen foreseen = new Foreseen();
    Write.Ids ids = new Places(change);
    for (int place = 0; place < change.writes().size(); place++) {
      Write.Create create = (Write.Create) change.writes().get(place);
      Write.Basis basis = new Write.Basis(create.id(), Optional.empty(), ids);
      switch (create.drafting().draft(basis)) {
        case Outcome.Refused<Draft>(Refusal refusal) -> {
          return Outcome.refused(refusal);
        }
        case Outcome.Done<Draft>(Draft draft) -> {
          foreseen.drafts.put(place, draft);
          foreseen.references.addAll(draft.references());
        }
      }
    }
    for (Write write : change.writes()) {
      foreseen.references.remove(((Write.Create) write).id());
    }
    return Outcome.done(foreseen);
  }

  private static boolean isForeseeable(Change change) {
    return change.writes().size() <= WRITES_MAX
        && change.lookups().isEmpty()
        && change.writes().stream()
            .allMatch(write -> write instanceof Write.Create create && create.unless().isEmpty());
  }

  /** The draft of the write at this place, when it was foreseen. */
  @Nullable Draft draft(int place) {
    return drafts.get(place);
  }

  /** What the drafts refer to outside the change. */
  Set<EntryId> references() {
    return references;
  }

  /** Where the creates of a change go: their own ids. */
  private record Places(Change change) implements Write.Ids {
    @Override
    public EntryId ofWrite(int place) {
      return ((Write.Create) change.writes().get(place)).id();
    }

    @Override
    public EntryId ofLookup(int place) {
      throw new IllegalStateException("a change with look-ups is not foreseen");
    }
  }
}
