package org.tunza.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.tunza.record.Attribution;
import org.tunza.record.Draft;
import org.tunza.record.EntryId;
import org.tunza.record.EntryKey;
import org.tunza.record.LifecycleEvent;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;
import org.tunza.record.Version;
import org.tunza.record.index.Compartment;
import org.tunza.record.index.Home;
import org.tunza.record.index.Indexing;
import org.tunza.store.blob.Blob;
import org.tunza.store.blob.Blobs;
import org.tunza.store.index.DefineParameters;
import org.tunza.store.index.EntryTerms;
import org.tunza.store.index.Link;
import org.tunza.store.index.TermRows;
import org.tunza.store.key.Key;
import org.tunza.store.key.Sealing;
import org.tunza.store.ledger.Leaf;
import org.tunza.store.ledger.LedgerCommit;
import org.tunza.store.ledger.LedgerEvent;
import org.tunza.store.write.PostgresWrite;
import org.tunza.store.write.WriteRows;

/** Turns drafted versions into rows: where they lie, sealed, found by what, with their events. */
final class Filing {

  /** Of a version that no write of the change asked for. */
  private static final int NO_PLACE = -1;

  private final Store store;
  private final Connection connection;
  private final PostgresEntries entries;
  private final LockSet locks;
  private final Charts charts;
  private final long commit;
  private final Instant recorded;
  private final Attribution who;
  private final MessageDigest digest = sha256();
  private final List<LedgerEvent> events = new ArrayList<>();
  private final Map<EntryKey, EntryId> deleted = new LinkedHashMap<>();
  private final DefineParameters definitions;
  private WriteRows rows = new WriteRows();

  Filing(
      Store store,
      Connection connection,
      PostgresEntries entries,
      PostgresEntries.Begun begun,
      Attribution who,
      Conditions conditions,
      LockSet locks)
      throws SQLException {
    this.store = store;
    this.definitions = new DefineParameters(store.indexing());
    this.connection = connection;
    this.entries = entries;
    this.recorded = begun.recorded();
    this.who = who;
    this.locks = locks;
    this.charts = new Charts(store, connection, entries, conditions, locks, begun.referred());
    this.commit = store.numbers().next(connection, PostgresNumbers.Kind.COMMIT);
  }

  /** Those that are known by now besides what the commit makes. */
  Map<EntryId, PostgresEntries.Referred> known() {
    return charts.known();
  }

  /** Tells that these were looked up when the commit began. */
  void knows(Set<EntryId> references) {
    charts.knows(references);
  }

  /** Files the versions; says why not when one refers to what isn't there. */
  @Nullable Refusal file(List<Drafted> portion, IntFunction<String> places) throws SQLException {
    Refusal refusal = charts.look(portion, places);
    if (refusal != null) {
      return refusal;
    }
    for (Drafted drafted : portion) {
      if (drafted.draft() != null && !drafted.draft().attachments().isEmpty()) {
        charts.show(drafted, indexed(drafted), rows);
      }
    }
    for (Drafted drafted : portion) {
      file(drafted);
    }
    return null;
  }

  /**
   * Writes what is left, with the commit's own rows, and commits; nothing when nothing was filed.
   */
  @Nullable Refusal finish() throws SQLException {
    if (events.isEmpty()) {
      return null;
    }
    takeShown();
    if (!deleted.isEmpty()) {
      flush();
      if (isReferredTo()) {
        return Refusal.of(
            RefusalCode.STILL_REFERENCED, "", "other entries refer to what would be deleted");
      }
    }
    Refusal refusal = definitions.run(connection);
    if (refusal != null) {
      return refusal;
    }
    LedgerCommit made =
        new LedgerCommit(
            commit,
            micros(recorded),
            who.origin(),
            who.agent(),
            who.onBehalfOf(),
            who.purpose().number());
    rows.commits.add(made);
    rows.leaves.add(new WriteRows.NewLeaf(commit, Leaf.hash(made, events)));
    write(PostgresWrite.Then.COMMIT);
    return null;
  }

  /**
   * Moves Binaries to who shows them first; docs/decisions/0017. Their current version is sealed
   * there as it is, with its number and date.
   */
  private void takeShown() throws SQLException {
    List<EntryId> astray = charts.astray();
    if (astray.isEmpty()) {
      return;
    }
    flush();
    PostgresMoves moves = new PostgresMoves(connection);
    moves.lock(astray.stream().filter(id -> !locks.holds(id)).toList());
    for (EntryId id : astray) {
      if (moves.isAlone(store.indexing().typeNumber(id.type()), id)) {
        take(Objects.requireNonNull(entries.current(Set.of(id), charts.known()).get(id)));
      }
    }
  }

  private void take(Pointer binary) throws SQLException {
    Indexing.Indexed indexed = store.indexing().of(binary.id().type(), binary.content());
    if (!(indexed.home() instanceof Home.Own)) {
      return;
    }
    charts.take(binary.id());
    file(
        new Drafted(
            NO_PLACE,
            binary.id(),
            binary,
            binary.version(),
            binary.updated(),
            LifecycleEvent.AMEND,
            binary.content(),
            new Draft(
                binary.id(),
                (_, _) -> binary.content(),
                indexed.home(),
                indexed.terms(),
                Set.of(),
                Set.of(),
                indexed.compartments())));
  }

  private Indexing.@Nullable Indexed indexed(Drafted drafted) {
    Pointer before = drafted.before();
    return before == null || before.state() == Version.State.DELETED
        ? null
        : store.indexing().of(drafted.id().type(), before.content());
  }

  private void file(Drafted drafted) throws SQLException {
    Pointer before = drafted.before();
    Draft draft = drafted.draft();
    Indexing.Indexed old = indexed(drafted);
    int type = store.indexing().typeNumber(drafted.id().type());
    EntryKey where = where(drafted, old);
    TermRows terms = draft == null ? TermRows.NONE : rowsOf(type, draft);
    Pointer same = before != null && before.where().equals(where) ? before : null;
    Key left = before == null || same != null ? null : move(drafted, before.where(), where);
    Key known = same == null ? left : same.key();
    Key key = known == null ? store.keys().newEntry() : known;
    if (known != null) {
      rows.nextPointers.add(
          new WriteRows.NextPointer(
              where,
              micros(drafted.updated()),
              drafted.version(),
              drafted.state().number(),
              terms));
    } else {
      point(drafted, type, where, terms, key);
    }
    seal(drafted, type, where, key);
    index(where, type, terms, before, old);
    concern(where, draft, before, old);
    if (draft == null) {
      deleted.put(where, drafted.id());
    }
    definitions.add(drafted.id(), draft == null ? null : drafted.content());
    if (rows.isFull()) {
      write(PostgresWrite.Then.MORE);
    }
  }

  private void flush() throws SQLException {
    if (!rows.versions.isEmpty()) {
      write(PostgresWrite.Then.MORE);
    }
  }

  private EntryKey where(Drafted drafted, Indexing.@Nullable Indexed old) throws SQLException {
    Pointer before = drafted.before();
    if (drafted.draft() == null) {
      return Objects.requireNonNull(before).where();
    }
    long chart = charts.home(drafted, old, rows);
    long entry = before == null ? charts.fresh(drafted.id()) : before.where().entry();
    return new EntryKey(chart, entry);
  }

  /** Leaves a chart; the key when the entry comes back to one that it had left, else null. */
  private @Nullable Key move(Drafted drafted, EntryKey from, EntryKey to) throws SQLException {
    EntryId id = drafted.id();
    rows.left.add(new WriteRows.LeftPointer(from, drafted.version() - 1));
    PostgresMoves moves = new PostgresMoves(connection);
    byte[] wrapped = moves.left(to).orElse(null);
    if (wrapped == null) {
      return null;
    }
    moves.back(store.indexing().typeNumber(id.type()), id, from, to);
    return store.keys().entry(connection, to, wrapped);
  }

  private TermRows rowsOf(int type, Draft draft) throws SQLException {
    return TermRows.of(
        type, draft.terms(), store.indexing(), store.hash(), id -> charts.number(id, rows));
  }

  private void point(Drafted drafted, int type, EntryKey where, TermRows terms, Key key)
      throws SQLException {
    Pointer before = drafted.before();
    rows.pointer(
        new WriteRows.NewPointer(
            drafted.id(),
            type,
            where,
            before == null ? null : before.where().chart(),
            micros(drafted.updated()),
            drafted.version(),
            drafted.state().number(),
            charts.key(where.chart()).wrap(key),
            terms),
        before != null || charts.isUnborn(drafted.id()));
  }

  private void seal(Drafted drafted, int type, EntryKey where, Key key) throws SQLException {
    Blobs.Content content = store.blobs().cut(drafted.content(), known(drafted, where));
    claim(content.blob(), where, drafted.version());
    byte[] salt = store.sealing().salt();
    Sealing.Sealed sealed =
        store.sealing().seal(key, where, drafted.version(), salt, content.bytes());
    rows.version(
        new WriteRows.NewVersion(
            where,
            type,
            micros(drafted.updated()),
            drafted.version(),
            drafted.state().number(),
            sealed));
    digest.update(salt);
    LedgerEvent event =
        new LedgerEvent(
            events.size(),
            drafted.event(),
            where,
            drafted.version(),
            digest.digest(content.bytes()));
    events.add(event);
    rows.events.add(new WriteRows.NewEvent(commit, event));
  }

  /** The blob that the version may share: that of the version before in its chart, or its own. */
  private static @Nullable Blob known(Drafted drafted, EntryKey where) {
    Pointer before = drafted.before();
    if (before == null) {
      return null;
    }
    boolean isOwn = drafted.place() == NO_PLACE || before.where().equals(where);
    return isOwn ? before.blob() : null;
  }

  private void claim(@Nullable Blob blob, EntryKey where, int version) throws SQLException {
    if (blob != null) {
      byte[] wrapped = charts.key(where.chart()).wrap(blob.key());
      rows.blobs.add(new WriteRows.NewBlob(where, version, blob, wrapped));
    }
  }

  private void index(
      EntryKey where,
      int type,
      TermRows terms,
      @Nullable Pointer before,
      Indexing.@Nullable Indexed old) {
    if (before == null || old == null) {
      rows.terms.add(new EntryTerms(where, type, terms));
      return;
    }
    TermRows were =
        TermRows.kept(type, old.terms(), store.indexing(), store.hash(), before.links());
    boolean moves = !before.where().equals(where);
    rows.termsGone.add(new EntryTerms(before.where(), type, moves ? were : were.without(terms)));
    rows.terms.add(new EntryTerms(where, type, moves ? terms : terms.without(were)));
  }

  private void concern(
      EntryKey where,
      @Nullable Draft draft,
      @Nullable Pointer before,
      Indexing.@Nullable Indexed old)
      throws SQLException {
    List<Compartment> now = draft == null ? List.of() : draft.compartments();
    if (before != null && old != null) {
      boolean stay = before.where().equals(where) && now.containsAll(old.compartments());
      if (!stay && !old.compartments().isEmpty()) {
        rows.compartmentsGone.add(before.where());
      }
    }
    Set<WriteRows.NewCompartment> distinct = new HashSet<>();
    for (Compartment compartment : now) {
      Long chart = charts.ofPatient(compartment.patient(), rows);
      if (chart != null && chart != where.chart()) {
        distinct.add(new WriteRows.NewCompartment(chart, where, compartment.role()));
      }
    }
    rows.compartments.addAll(distinct);
  }

  private boolean isReferredTo() throws SQLException {
    LongStream.Builder links = LongStream.builder();
    deleted.forEach((where, id) -> {
      for (Indexing.TypeParameter by : store.indexing().referringTo(id.type())) {
        links.add(Link.term(by.parameter(), where.entry()));
      }
    });
    return !entries.referring(links.build().toArray(), 1).isEmpty();
  }

  private void write(PostgresWrite.Then then) throws SQLException {
    new PostgresWrite(connection).write(rows, then);
    rows = new WriteRows();
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
