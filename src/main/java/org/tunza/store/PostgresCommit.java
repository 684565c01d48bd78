package org.tunza.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tunza.record.Attribution;
import org.tunza.record.Change;
import org.tunza.record.Draft;
import org.tunza.record.Edition;
import org.tunza.record.EntryId;
import org.tunza.record.LifecycleEvent;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;
import org.tunza.record.Version;
import org.tunza.record.Write;
import org.tunza.record.Written;
import org.tunza.store.index.PostgresOwnParameters;

/**
 * One attempt at one commit: locks, conditions, drafts, rows. Drafts are made in portions, so that
 * memory follows the portion and not the change.
 */
final class PostgresCommit {

  /** Writes that are loaded and drafted before their rows are written. */
  private static final int PORTION = 500;

  /** Canonical bytes that are drafted before their rows are written. */
  private static final long PORTION_BYTES = 4L * 1024 * 1024;

  private final Change change;
  private final PostgresEntries entries;
  private final Foreseen foreseen;
  private final Map<EntryId, Pointer> standing;
  private final Conditions conditions;
  private final Filing filing;
  private final Store store;
  private final Instant recorded;
  private final Written[] results;
  private final List<Drafted> portion = new ArrayList<>();
  private long portionBytes;
  private long returnable;
  private @Nullable Refusal refusal;

  private PostgresCommit(
      Store store,
      Change change,
      PostgresEntries entries,
      Instant recorded,
      Foreseen foreseen,
      Map<EntryId, Pointer> standing,
      Conditions conditions,
      Filing filing) {
    this.store = store;
    this.foreseen = foreseen;
    this.standing = standing;
    this.change = change;
    this.entries = entries;
    this.recorded = recorded;
    this.conditions = conditions;
    this.filing = filing;
    this.results = new Written[change.writes().size()];
    this.returnable = change.returning().bytesMax();
  }

  /** Runs within the connection's transaction; the caller commits it, or rolls it back. */
  static Outcome<List<Written>> run(
      Store store, Connection connection, Change change, Attribution who) throws SQLException {
    long edition = store.indexing().own().edition();
    return switch (Foreseen.of(change)) {
      case Outcome.Refused<Foreseen>(Refusal reason) -> Outcome.refused(reason);
      case Outcome.Done<Foreseen>(Foreseen foreseen) ->
          begun(store, connection, change, foreseen, edition, who);
    };
  }

  /** Takes the locks; what was drafted for another edition of the index is drafted again. */
  private static Outcome<List<Written>> begun(
      Store store,
      Connection connection,
      Change change,
      Foreseen foreseen,
      long edition,
      Attribution who)
      throws SQLException {
    PostgresEntries entries = new PostgresEntries(connection, store);
    LockSet locks = LockSet.of(change, foreseen, store.indexing());
    PostgresEntries.Begun begun = entries.begin(locks, foreseen.written(), foreseen.references());
    store.keys().keepUp(connection, begun.epoch());
    if (begun.edition() == edition) {
      return run(store, connection, entries, change, foreseen, locks, begun, who);
    }
    PostgresOwnParameters.keepUp(connection, store.indexing());
    return switch (Foreseen.of(change)) {
      case Outcome.Refused<Foreseen>(Refusal reason) -> Outcome.refused(reason);
      case Outcome.Done<Foreseen>(Foreseen again) ->
          run(store, connection, entries, change, again, locks, begun, who);
    };
  }

  private static Outcome<List<Written>> run(
      Store store,
      Connection connection,
      PostgresEntries entries,
      Change change,
      Foreseen foreseen,
      LockSet locks,
      PostgresEntries.Begun begun,
      Attribution who)
      throws SQLException {
    if (change.once().isPresent() && !entries.once(change.once().get(), begun.recorded())) {
      return Outcome.refused(RefusalCode.ALREADY_DONE, "", "this has been done before");
    }
    return switch (Conditions.resolve(store, connection, change, locks)) {
      case Outcome.Refused<Conditions>(Refusal reason) -> Outcome.refused(reason);
      case Outcome.Done<Conditions>(Conditions conditions) -> {
        Filing filing = new Filing(store, connection, entries, begun, who, conditions, locks);
        filing.knows(foreseen.references());
        Map<EntryId, Pointer> standing = entries.opened(begun.standing());
        yield new PostgresCommit(
                store, change, entries, begun.recorded(), foreseen, standing, conditions, filing)
            .all();
      }
    };
  }

  private Outcome<List<Written>> all() throws SQLException {
    int size = change.writes().size();
    for (int start = 0; start < size && refusal == null; start += PORTION) {
      int end = Math.min(size, start + PORTION);
      Map<EntryId, Pointer> current = load(start, end);
      for (int place = start; place < end && refusal == null; place++) {
        step(place, current);
        if (portionBytes > PORTION_BYTES) {
          file();
        }
      }
      if (refusal == null) {
        file();
      }
    }
    if (refusal == null) {
      refusal = filing.finish();
    }
    return refusal == null ? Outcome.done(Arrays.asList(results)) : Outcome.refused(refusal);
  }

  private Map<EntryId, Pointer> load(int start, int end) throws SQLException {
    if (foreseen.isAll()) {
      return standing;
    }
    Set<EntryId> ids = new HashSet<>();
    for (int place = start; place < end; place++) {
      boolean fresh =
          change.writes().get(place) instanceof Write.Create && !conditions.found(place);
      if (!fresh && conditions.id(place) != null) {
        ids.add(conditions.idOf(place));
      }
    }
    return ids.isEmpty() ? Map.of() : entries.current(ids, filing.known());
  }

  private void step(int place, Map<EntryId, Pointer> current) {
    EntryId id = conditions.id(place);
    Pointer pointer = id == null ? null : current.get(id);
    switch (change.writes().get(place)) {
      case Write.Create create -> {
        if (conditions.found(place)) {
          unchanged(place, java.util.Objects.requireNonNull(pointer));
        } else {
          draft(place, create.id(), null, create.drafting());
        }
      }
      case Write.Update update -> update(place, update, id, pointer);
      case Write.Delete delete -> delete(place, delete, pointer);
    }
  }

  private void update(
      int place, Write.Update update, @Nullable EntryId id, @Nullable Pointer pointer) {
    if (isUnexpected(place, update.expected(), pointer)) {
      return;
    }
    if (pointer != null) {
      draft(place, pointer.id(), pointer, update.drafting());
      return;
    }
    switch (update.absent()) {
      case Write.Absent.Create(EntryId fresh) ->
          draft(place, id == null ? fresh : id, null, update.drafting());
      case Write.Absent.Refuse() -> refuse(place, RefusalCode.NOT_FOUND, "there is no such entry");
    }
  }

  private void delete(int place, Write.Delete delete, @Nullable Pointer pointer) {
    if (isUnexpected(place, delete.expected(), pointer)) {
      return;
    }
    if (pointer == null || pointer.state() == Version.State.DELETED) {
      EntryId id = pointer == null ? new EntryId(delete.type(), "") : pointer.id();
      int number = pointer == null ? 0 : pointer.version();
      results[place] = new Written(id, number, recorded, Written.Effect.ABSENT, Optional.empty());
      return;
    }
    Optional<Edition> received = delete.received();
    if (received.isPresent() && !follows(place, pointer, received.get())) {
      return;
    }
    int version = pointer.version() + 1;
    Instant updated = received.map(Edition::lastUpdated).orElseGet(() -> after(pointer));
    byte[] content = store.indexing().tombstone(pointer.id(), version, updated);
    add(
        new Drafted(
            place,
            pointer.id(),
            pointer,
            version,
            updated,
            received.isPresent() ? LifecycleEvent.RECEIVE : LifecycleEvent.DEPRECATE,
            content,
            null));
  }

  private void draft(int place, EntryId id, @Nullable Pointer before, Write.Drafting drafting) {
    Optional<Version> living = before == null ? Optional.empty() : before.living();
    Draft known = foreseen.draft(place);
    Outcome<Draft> outcome =
        known == null
            ? drafting.draft(new Write.Basis(id, living, conditions))
            : Outcome.done(known);
    switch (outcome) {
      case Outcome.Refused<Draft>(Refusal reason) -> refusal = reason;
      case Outcome.Done<Draft>(Draft draft) -> {
        if (living.isPresent() && isSame(living.get(), draft)) {
          unchanged(place, java.util.Objects.requireNonNull(before));
          return;
        }
        if (draft.received().isPresent()) {
          receive(place, before, draft, draft.received().get());
          return;
        }
        int version = before == null ? 1 : before.version() + 1;
        Instant updated = before == null ? recorded : after(before);
        byte[] content = draft.content().canonical(version, updated);
        add(new Drafted(place, id, before, version, updated, event(before), content, draft));
      }
    }
  }

  /** Whether a version of another store is the first that is here, or the very next. */
  private boolean follows(int place, @Nullable Pointer before, Edition edition) {
    if (before != null
        && (edition.number() != before.version() + 1
            || !edition.lastUpdated().isAfter(before.updated()))) {
      refuse(place, RefusalCode.VERSION_CONFLICT, "the entry is here with other versions");
      return false;
    }
    if (edition.lastUpdated().isAfter(recorded)) {
      refuse(place, RefusalCode.INVALID_CONTENT, "lastUpdated lies in the future");
      return false;
    }
    return true;
  }

  /** A version of another store keeps its number and date. */
  private void receive(int place, @Nullable Pointer before, Draft draft, Edition edition) {
    if (!follows(place, before, edition)) {
      return;
    }
    byte[] content = draft.content().canonical(edition.number(), edition.lastUpdated());
    add(
        new Drafted(
            place,
            draft.id(),
            before,
            edition.number(),
            edition.lastUpdated(),
            LifecycleEvent.RECEIVE,
            content,
            draft));
  }

  private static LifecycleEvent event(@Nullable Pointer before) {
    if (before == null) {
      return LifecycleEvent.ORIGINATE;
    }
    return switch (before.state()) {
      case CURRENT -> LifecycleEvent.AMEND;
      case DELETED -> LifecycleEvent.REACTIVATE;
    };
  }

  private static boolean isSame(Version current, Draft draft) {
    byte[] again = draft.content().canonical(current.number(), current.lastUpdated());
    return Arrays.equals(again, current.content());
  }

  /** The commit's time, or a moment later when the clock has not moved past the last version. */
  private Instant after(Pointer before) {
    return recorded.isAfter(before.updated()) ? recorded : before.updated().plusMillis(1);
  }

  private boolean isUnexpected(int place, OptionalInt expected, @Nullable Pointer pointer) {
    if (expected.isEmpty()
        || (pointer != null
            && pointer.state() == Version.State.CURRENT
            && pointer.version() == expected.getAsInt())) {
      return false;
    }
    refuse(place, RefusalCode.VERSION_CONFLICT, "another version is current");
    return true;
  }

  private void unchanged(int place, Pointer pointer) {
    results[place] =
        new Written(
            pointer.id(),
            pointer.version(),
            pointer.updated(),
            Written.Effect.UNCHANGED,
            returned(pointer.content()));
  }

  private Optional<byte[]> returned(byte[] content) {
    boolean fits = content.length <= returnable;
    returnable = fits ? returnable - content.length : 0;
    return fits ? Optional.of(content) : Optional.empty();
  }

  private void add(Drafted drafted) {
    portion.add(drafted);
    portionBytes += drafted.content().length;
    boolean appears = drafted.before() == null || drafted.before().state() == Version.State.DELETED;
    Written.Effect effect =
        switch (drafted.state()) {
          case DELETED -> Written.Effect.DELETED;
          case CURRENT -> appears ? Written.Effect.CREATED : Written.Effect.UPDATED;
        };
    results[drafted.place()] =
        new Written(
            drafted.id(),
            drafted.version(),
            drafted.updated(),
            effect,
            returned(drafted.content()));
  }

  private void file() throws SQLException {
    if (!portion.isEmpty()) {
      refusal = filing.file(portion, change.places());
      portion.clear();
      portionBytes = 0;
    }
  }

  private void refuse(int place, RefusalCode code, String text) {
    refusal = Refusal.of(code, change.places().apply(place), text);
  }
}
