package org.tunza.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.tunza.record.EntryId;
import org.tunza.record.EntryKey;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;
import org.tunza.record.Version;
import org.tunza.record.index.Home;
import org.tunza.record.index.Indexing;
import org.tunza.store.key.Key;
import org.tunza.store.key.KeyTree;
import org.tunza.store.write.WriteRows;

/** In which chart each entry of a commit lies: found, planned within the commit, or made. */
final class Charts {

  private final Store store;
  private final Connection connection;
  private final PostgresEntries entries;
  private final Conditions conditions;
  private final LockSet locks;
  private final Map<EntryId, PostgresEntries.Referred> referred;
  private final Set<EntryId> looked = new HashSet<>();
  private final Map<EntryId, Long> planned = new HashMap<>();
  private final Map<EntryId, Long> numbers = new HashMap<>();
  private final Map<EntryId, Long> shown = new TreeMap<>();
  private final Map<Long, KeyTree.ChartRow> made = new HashMap<>();

  Charts(
      Store store,
      Connection connection,
      PostgresEntries entries,
      Conditions conditions,
      LockSet locks,
      Map<EntryId, PostgresEntries.Referred> referred) {
    this.referred = referred;
    this.store = store;
    this.connection = connection;
    this.entries = entries;
    this.conditions = conditions;
    this.locks = locks;
  }

  /** Those that are known by now besides what the commit makes. */
  Map<EntryId, PostgresEntries.Referred> known() {
    return referred;
  }

  /** Tells that these were looked up when the commit began. */
  void knows(Set<EntryId> references) {
    looked.addAll(references);
  }

  /** Looks up all that the portion refers to; says which version refers to what isn't there. */
  @Nullable Refusal look(List<Drafted> portion, IntFunction<String> places) throws SQLException {
    Set<EntryId> unknown = new HashSet<>();
    for (Drafted drafted : portion) {
      if (drafted.draft() != null) {
        lookUp(drafted.draft().references(), unknown);
        lookUp(drafted.draft().attachments(), unknown);
      }
    }
    if (!unknown.isEmpty()) {
      referred.putAll(entries.referred(unknown, locks));
    }
    return switch (store.dangling()) {
      case REFUSED -> dangling(portion, places);
      case ACCEPTED -> null;
    };
  }

  private void lookUp(Set<EntryId> ids, Set<EntryId> unknown) {
    for (EntryId id : ids) {
      if (!conditions.makes(id) && looked.add(id)) {
        unknown.add(id);
      }
    }
  }

  private @Nullable Refusal dangling(List<Drafted> portion, IntFunction<String> places) {
    for (Drafted drafted : portion) {
      if (drafted.draft() == null) {
        continue;
      }
      for (EntryId id : drafted.draft().references()) {
        if (!exists(id)) {
          return Refusal.of(
              RefusalCode.DANGLING_REFERENCE,
              places.apply(drafted.place()),
              "refers to a %s that is not there".formatted(id.type()));
        }
      }
    }
    return null;
  }

  private boolean exists(EntryId id) {
    if (conditions.writes(id)) {
      return !conditions.deletes(id);
    }
    PostgresEntries.Referred found = referred.get(id);
    return found != null && found.state() == Version.State.CURRENT;
  }

  /** The home chart of a version; a chart that has to be made is added to the rows. */
  long home(Drafted drafted, Indexing.@Nullable Indexed old, WriteRows rows) throws SQLException {
    long chart =
        switch (java.util.Objects.requireNonNull(drafted.draft()).home()) {
          case Home.Organisation() -> EntryKey.ORGANISATION_CHART;
          case Home.Own() -> own(drafted, old, rows);
          case Home.OfPatient(EntryId patient) -> {
            Long found = ofPatient(patient, rows);
            yield found == null ? own(drafted, old, rows) : found;
          }
          case Home.With(EntryId entry) -> {
            Long found = of(entry);
            yield found == null ? own(drafted, old, rows) : found;
          }
        };
    planned.put(drafted.id(), chart);
    return chart;
  }

  /**
   * Notes which Binaries a version shows; the first one to show one says where it lies, unless it
   * is about the organisation.
   */
  void show(Drafted drafted, Indexing.@Nullable Indexed old, WriteRows rows) throws SQLException {
    Set<EntryId> attachments = java.util.Objects.requireNonNull(drafted.draft()).attachments();
    long chart = home(drafted, old, rows);
    if (chart != EntryKey.ORGANISATION_CHART) {
      attachments.forEach(id -> shown.putIfAbsent(id, chart));
    }
  }

  /** The Binaries that lie elsewhere than who shows them first. */
  List<EntryId> astray() {
    return shown.entrySet().stream()
        .filter(binary -> of(binary.getKey()) != null)
        .filter(binary -> !binary.getValue().equals(of(binary.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Plans that a Binary moves to where it is shown. */
  void take(EntryId binary) {
    planned.put(binary, java.util.Objects.requireNonNull(shown.get(binary)));
  }

  /** The chart of an entry that is known by now, else null. */
  @Nullable Long of(EntryId id) {
    Long plan = planned.get(id);
    if (plan != null) {
      return plan;
    }
    PostgresEntries.Referred found = referred.get(id);
    return found == null || found.state() == null ? null : found.where().chart();
  }

  /** The number of an entry that is referred to; an id that nobody knows yet gets one. */
  long number(EntryId id, WriteRows rows) throws SQLException {
    if (!conditions.makes(id) && looked.add(id)) {
      referred.putAll(entries.referred(Set.of(id), locks));
    }
    boolean isNew = !referred.containsKey(id) && !numbers.containsKey(id);
    long number = fresh(id);
    if (isNew && !conditions.writes(id)) {
      rows.unborn.add(new WriteRows.Unborn(id, store.indexing().typeNumber(id.type()), number));
    }
    return number;
  }

  /** The number of an entry that is not there yet. */
  long fresh(EntryId id) throws SQLException {
    PostgresEntries.Referred found = referred.get(id);
    if (found != null) {
      return found.where().entry();
    }
    Long plan = numbers.get(id);
    if (plan == null) {
      plan = store.numbers().next(connection, PostgresNumbers.Kind.ENTRY);
      numbers.put(id, plan);
    }
    return plan;
  }

  /** Whether the id of an entry that is not there yet has been referred to before this commit. */
  boolean isUnborn(EntryId id) {
    return referred.containsKey(id);
  }

  /** The chart of a patient, made here when he comes later in this commit; null when unknown. */
  @Nullable Long ofPatient(EntryId patient, WriteRows rows) throws SQLException {
    Long known = of(patient);
    if (known != null || !conditions.writes(patient)) {
      return known;
    }
    long chart = make(rows);
    planned.put(patient, chart);
    return chart;
  }

  private long own(Drafted drafted, Indexing.@Nullable Indexed old, WriteRows rows)
      throws SQLException {
    Long plan = planned.get(drafted.id());
    if (plan != null) {
      return plan;
    }
    Pointer before = drafted.before();
    Long shownIn = before == null ? shown.get(drafted.id()) : null;
    if (shownIn != null) {
      return shownIn;
    }
    boolean wasOwn = old == null || old.home() instanceof Home.Own;
    return before != null && wasOwn ? before.where().chart() : make(rows);
  }

  private long make(WriteRows rows) throws SQLException {
    long chart = store.numbers().next(connection, PostgresNumbers.Kind.CHART);
    KeyTree.ChartRow row = store.keys().newChart(chart);
    made.put(chart, row);
    rows.charts.add(row);
    return chart;
  }

  /** The key of a chart, of one made in this commit too. */
  Key key(long chart) throws SQLException {
    KeyTree.ChartRow row = made.get(chart);
    return row == null ? store.keys().chart(connection, chart) : row.key();
  }
}
