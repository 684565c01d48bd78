package org.tunza.store.reindex;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tunza.record.EntryId;
import org.tunza.record.EntryKey;
import org.tunza.record.index.Compartment;
import org.tunza.record.index.Indexing;
import org.tunza.record.index.OwnParameter.Definition;
import org.tunza.store.index.EntryTerms;
import org.tunza.store.index.PostgresOwnParameters;
import org.tunza.store.index.TermHash;
import org.tunza.store.index.TermTables;
import org.tunza.store.key.VersionOpening;
import org.tunza.store.reindex.Derived.Row;
import org.tunza.store.reindex.PostgresIndexRows.Stored;
import org.tunza.store.reindex.PostgresIndexRows.Table;

/**
 * Holds derived rows against content, both ways: what each entry is to be found by is there once,
 * and each row leads to an entry that says so. In portions, each of one state of the database.
 */
public final class IndexSurvey {

  /** Pages of a portion. */
  public static final int PAGES = 16;

  private static final int ENTRIES = 200;

  private final VersionOpening opening;
  private final Indexing indexing;
  private final TermHash hash;

  public IndexSurvey(VersionOpening opening, Indexing indexing, TermHash hash) {
    this.opening = opening;
    this.indexing = indexing;
    this.hash = hash;
  }

  /** An entry that is not found as its content says, and in what way. */
  public record Wrong(EntryKey entry, int version, String text) {}

  /**
   * What a portion of entries has.
   *
   * @param misdefined those by whose search parameters nobody searches
   * @param closed those whose content did not open
   */
  public record Portion(
      List<EntryKey> entries,
      List<Wrong> wrong,
      List<EntryKey> misdefined,
      List<EntryKey> closed) {}

  /**
   * What a portion of a table has that is of no entry.
   *
   * @param closed rows of entries whose content did not open
   */
  record Strays(List<Stored> rows, List<Wrong> wrong, List<Stored> closed) {}

  Told told() {
    return new Told(opening, indexing, hash);
  }

  Indexing indexing() {
    return indexing;
  }

  /** From entries to rows: the entries after one, in the order of their keys. */
  public Portion entries(Connection connection, EntryKey after) throws SQLException {
    PostgresIndexRows.oneSnapshot(connection);
    List<EntryKey> seen = new ArrayList<>();
    Told told = told();
    PostgresIndexRows.after(
        connection,
        after,
        ENTRIES,
        pointed -> {
          seen.add(pointed.where());
          told.add(connection, pointed);
        });
    Map<EntryKey, Derived> entries = told.derived(numbers(connection, told));
    List<EntryKey> closed = seen.stream().filter(key -> !entries.containsKey(key)).toList();
    List<EntryKey> misdefined = misdefined(connection, told);
    return new Portion(seen, missing(connection, entries, misdefined), misdefined, closed);
  }

  private static List<EntryKey> misdefined(Connection connection, Told told) throws SQLException {
    List<EntryKey> wrong = new ArrayList<>();
    if (!told.defining().isEmpty()) {
      Map<String, Set<Definition>> known = PostgresOwnParameters.defined(connection);
      told.defining()
          .forEach((id, defining) -> {
            if (!Set.copyOf(defining.definitions()).equals(known.getOrDefault(id.id(), Set.of()))) {
              wrong.add(defining.where());
            }
          });
    }
    return wrong;
  }

  private List<Wrong> missing(
      Connection connection, Map<EntryKey, Derived> entries, List<EntryKey> misdefined)
      throws SQLException {
    List<Derived> derived = List.copyOf(entries.values());
    TermTables terms = new TermTables();
    List<EntryKey> own = new ArrayList<>();
    for (Derived entry : derived) {
      EntryKey where = entry.pointed().where();
      terms.add(new EntryTerms(where, entry.pointed().type(), entry.rows()));
      if (!entry.isRightlyFound()) {
        own.add(where);
      }
    }
    PostgresIndexGaps gaps = new PostgresIndexGaps(connection);
    Telling telling = new Telling(entries);
    telling.of(misdefined, "what it defines is not what is searched by");
    telling.of(own, "its date, links or tail are not what its content says");
    missing(telling, gaps, TermTables.HASHES, terms.hashes);
    missing(telling, gaps, TermTables.TEXTS, terms.texts);
    missing(telling, gaps, TermTables.DATES, terms.dates);
    missing(telling, gaps, TermTables.QUANTITIES, terms.quantities);
    telling.of(gaps.names(derived), "its id does not lead to it");
    int patients = indexing.typeNumber("Patient");
    telling.of(gaps.compartments(derived, patients), "a row of compartment is missing");
    return telling.wrong;
  }

  private static <V> void missing(
      Telling telling,
      PostgresIndexGaps gaps,
      TermTables.Table<V> table,
      List<TermTables.Row<V>> rows)
      throws SQLException {
    String text = "a row of %s is missing, or there twice".formatted(table.name());
    telling.of(gaps.terms(table, rows), text);
  }

  /** From rows to entries: the rows on some pages from this one on. */
  public List<Wrong> rows(Connection connection, Table table, long page) throws SQLException {
    return strays(connection, table, page).wrong();
  }

  Strays strays(Connection connection, Table table, long page) throws SQLException {
    PostgresIndexRows.oneSnapshot(connection);
    return strays(connection, table, table.rows(connection, page, page + PAGES));
  }

  Strays strays(Connection connection, Table table, List<Stored> rows) throws SQLException {
    Told told = told();
    Set<EntryKey> wanted = new HashSet<>();
    rows.forEach(row -> wanted.add(row.where()));
    PostgresIndexRows.of(connection, wanted, pointed -> told.add(connection, pointed));
    Map<EntryKey, Derived> entries = told.derived(numbers(connection, told));
    Map<String, Long> patients =
        table.equals(Table.COMPARTMENTS) ? charts(connection, entries.values()) : Map.of();
    List<Stored> strays = new ArrayList<>();
    List<Stored> closed = new ArrayList<>();
    for (Stored row : rows) {
      Derived entry = entries.get(row.where());
      if (entry != null) {
        if (!isRight(entry, row.row(), patients)) {
          strays.add(row);
        }
      } else if (told.isThere(row.where())) {
        closed.add(row);
      } else if (!row.isUnborn()) {
        strays.add(row);
      }
    }
    Telling telling = new Telling(entries);
    Set<EntryKey> of = new HashSet<>();
    strays.forEach(row -> of.add(row.where()));
    telling.of(of, "a row of %s is not its own".formatted(table.name()));
    return new Strays(strays, telling.wrong, closed);
  }

  private Map<EntryId, Long> numbers(Connection connection, Told told) throws SQLException {
    return PostgresIndexRows.numbers(connection, told.referred(), indexing);
  }

  /** The charts of the patients that these entries name. */
  Map<String, Long> charts(Connection connection, Iterable<Derived> entries) throws SQLException {
    Set<String> ids = new HashSet<>();
    for (Derived entry : entries) {
      entry.compartments().forEach(compartment -> ids.add(compartment.patient().id()));
    }
    return PostgresIndexRows.charts(connection, indexing.typeNumber("Patient"), ids);
  }

  private static boolean isRight(Derived entry, Row row, Map<String, Long> patients) {
    if (!(row instanceof Row.Concerned(long chart, int role))) {
      return entry.has(row);
    }
    for (Compartment one : entry.compartments()) {
      Long of = patients.get(one.patient().id());
      if (of != null && of == chart && one.role() == role) {
        return true;
      }
    }
    return false;
  }

  /** Gathers what is wrong of entries of which some are known. */
  private static final class Telling {
    private final Map<EntryKey, Derived> entries;
    private final List<Wrong> wrong = new ArrayList<>();

    Telling(Map<EntryKey, Derived> entries) {
      this.entries = new HashMap<>(entries);
    }

    void of(Iterable<EntryKey> keys, String text) {
      for (EntryKey key : keys) {
        Derived entry = entries.get(key);
        wrong.add(new Wrong(key, entry == null ? 0 : entry.pointed().version(), text));
      }
    }
  }
}
