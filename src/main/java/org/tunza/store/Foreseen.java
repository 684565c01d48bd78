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
 * The drafts of a small change that asks for nothing in the database: they are made before its
 * transaction begins, and what they write and refer to is looked up as it begins. Such a change has
 * no conditions, and its updates may create: what may come first can't depend on what was before.
 */
final class Foreseen {

  /** Writes of a change whose drafts are all held at once. */
  private static final int WRITES_MAX = 64;

  private static final Foreseen NOTHING = new Foreseen();

  private final Map<Integer, Draft> drafts = new HashMap<>();
  private final Set<EntryId> references = new HashSet<>();
  private final Set<EntryId> attachments = new HashSet<>();
  private final Set<EntryId> written = new HashSet<>();

  private Foreseen() {}

  static Outcome<Foreseen> of(Change change) {
    if (!isForeseeable(change)) {
      return Outcome.done(NOTHING);
    }
    Foreseen foreseen = new Foreseen();
    Write.Ids ids = new Places(change);
    for (int place = 0; place < change.writes().size(); place++) {
      Outcome<Draft> outcome = foreseen.draft(change.writes().get(place), ids);
      if (outcome instanceof Outcome.Refused<Draft>(Refusal refusal)) {
        return Outcome.refused(refusal);
      }
      Draft draft = outcome.orThrow();
      foreseen.drafts.put(place, draft);
      foreseen.references.addAll(draft.references());
      foreseen.references.addAll(draft.attachments());
      foreseen.attachments.addAll(draft.attachments());
    }
    change.writes().forEach(write -> foreseen.references.remove(id(write)));
    return Outcome.done(foreseen);
  }

  private Outcome<Draft> draft(Write write, Write.Ids ids) {
    Write.Basis basis = new Write.Basis(id(write), Optional.empty(), ids);
    return switch (write) {
      case Write.Create create -> create.drafting().draft(basis);
      case Write.Update update -> {
        written.add(basis.id());
        yield update.drafting().draft(basis);
      }
      case Write.Delete _ -> throw new IllegalStateException("a deletion has no draft");
    };
  }

  private static boolean isForeseeable(Change change) {
    return change.writes().size() <= WRITES_MAX
        && change.lookups().isEmpty()
        && change.writes().stream().allMatch(Foreseen::isForeseeable);
  }

  private static boolean isForeseeable(Write write) {
    return switch (write) {
      case Write.Create create -> create.unless().isEmpty();
      case Write.Update update ->
          update.target() instanceof Write.Target.One
              && update.absent() instanceof Write.Absent.Create;
      case Write.Delete _ -> false;
    };
  }

  /** The entry of a foreseeable write. */
  private static EntryId id(Write write) {
    return switch (write) {
      case Write.Create create -> create.id();
      case Write.Update(Write.Target.One(EntryId id), _, _, _, _) -> id;
      case Write.Update _, Write.Delete _ ->
          throw new IllegalStateException("not a foreseeable write");
    };
  }

  /** The draft of the write at this place, when it was foreseen. */
  @Nullable Draft draft(int place) {
    return drafts.get(place);
  }

  /** Whether the change is foreseen at all. */
  boolean isAll() {
    return this != NOTHING;
  }

  /** What the drafts refer to and show, outside the change. */
  Set<EntryId> references() {
    return references;
  }

  /** The Binaries that the drafts show. */
  Set<EntryId> attachments() {
    return attachments;
  }

  /** The entries that are updated. */
  Set<EntryId> written() {
    return written;
  }

  /** Where the writes of a change go: their own ids. */
  private record Places(Change change) implements Write.Ids {
    @Override
    public EntryId ofWrite(int place) {
      return id(change.writes().get(place));
    }

    @Override
    public EntryId ofLookup(int place) {
      throw new IllegalStateException("a change with look-ups is not foreseen");
    }
  }
}
