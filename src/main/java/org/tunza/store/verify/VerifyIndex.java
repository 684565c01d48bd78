package org.tunza.store.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tunza.platform.database.Transactions;
import org.tunza.record.EntryId;
import org.tunza.record.EntryKey;
import org.tunza.record.Version;
import org.tunza.record.index.Compartment;
import org.tunza.record.index.IndexTerm;
import org.tunza.record.index.Indexing;
import org.tunza.store.index.EntryTerms;
import org.tunza.store.index.TermHash;
import org.tunza.store.index.TermRows;
import org.tunza.store.index.TermTables;
import org.tunza.store.verify.Derived.Pointed;
import org.tunza.store.verify.Derived.Row;
import org.tunza.store.verify.Finding.Kind;
import org.tunza.store.verify.PostgresIndexRows.Stored;
import org.tunza.store.verify.PostgresIndexRows.Table;
import org.tunza.store.verify.Verification.Stage;
import org.tunza.store.verify.VersionOpening.Opened;
import org.tunza.store.verify.VersionOpening.SealedVersion;

/**
 * Holds derived rows against content, both ways: what each entry is to be found by is there once,
 * and each row leads to an entry that says so. In portions, each of one state of the database. What
 * does not open is passed over here; {@link org.tunza.store.verify.Verify} tells of it.
 */
public final class VerifyIndex {
  private static final int ENTRIES = 500;
  private static final int PAGES = 32;

  /** Of no entry. */
  private static final long NO_NUMBER = 0;

  private final Transactions transactions;
  private final VersionOpening opening;
  private final Indexing indexing;
  private final TermHash hash;
  private final Verification verification;

  /** Reads with the application's login. */
  public VerifyIndex(
      Transactions transactions,
      VersionOpening opening,
      Indexing indexing,
      TermHash hash,
      Verification verification) {
    this.transactions = transactions;
    this.opening = opening;
    this.indexing = indexing;
    this.hash = hash;
    this.verification = verification;
  }

  public void run() {
    long total = transactions.read(PostgresIndexRows::entries);
    EntryKey after = new EntryKey(Long.MIN_VALUE, Long.MIN_VALUE);
    long done = 0;
    while (true) {
      EntryKey from = after;
      List<EntryKey> portion = transactions.transact(connection -> missing(connection, from));
      if (portion.isEmpty()) {
        break;
      }
      done += portion.size();
      after = portion.getLast();
      verification.at(Stage.INDEX, Math.min(done, total), total);
    }
    for (Table table : Table.ALL) {
      long pages = transactions.read(table::pages);
      for (long page = 0; page < pages; page += PAGES) {
        long from = page;
        transactions.transact(connection -> stray(connection, table, from));
      }
    }
  }

  /** From entries to rows; says which entries the portion had. */
  private List<EntryKey> missing(Connection connection, EntryKey after) throws SQLException {
    PostgresIndexRows.oneSnapshot(connection);
    List<EntryKey> seen = new ArrayList<>();
    Told told = new Told();
    PostgresIndexRows.after(
        connection,
        after,
        ENTRIES,
        pointed -> {
          seen.add(pointed.where());
          told.add(connection, pointed);
        });
    Map<EntryKey, Derived> entries = told.derived(connection);
    List<Derived> derived = List.copyOf(entries.values());
    List<EntryKey> wrong =
        derived.stream()
            .filter(entry -> !entry.isRightlyFound())
            .map(entry -> entry.pointed().where())
            .toList();
    TermTables terms = new TermTables();
    for (Derived entry : derived) {
      terms.add(new EntryTerms(entry.pointed().where(), entry.pointed().type(), entry.rows()));
    }
    PostgresIndexGaps gaps = new PostgresIndexGaps(connection);
    found(entries, wrong, "its date, links or tail are not what its content says");
    missing(entries, gaps, TermTables.HASHES, terms.hashes);
    missing(entries, gaps, TermTables.TEXTS, terms.texts);
    missing(entries, gaps, TermTables.DATES, terms.dates);
    missing(entries, gaps, TermTables.QUANTITIES, terms.quantities);
    found(entries, gaps.names(derived), "its id does not lead to it");
    int patients = indexing.typeNumber("Patient");
    found(entries, gaps.compartments(derived, patients), "a row of compartment is missing");
    return seen;
  }

  /** From rows to entries. */
  private boolean stray(Connection connection, Table table, long page) throws SQLException {
    PostgresIndexRows.oneSnapshot(connection);
    List<Stored> rows = table.rows(connection, page, page + PAGES);
    Told told = new Told();
    Set<EntryKey> there = new HashSet<>();
    Set<EntryKey> wanted = new HashSet<>();
    rows.forEach(row -> wanted.add(row.where()));
    PostgresIndexRows.of(
        connection,
        wanted,
        pointed -> {
          there.add(pointed.where());
          told.add(connection, pointed);
        });
    Map<EntryKey, Derived> entries = told.derived(connection);
    Map<String, Long> patients =
        table.equals(Table.COMPARTMENTS) ? charts(connection, entries) : Map.of();
    Set<EntryKey> wrong = new HashSet<>();
    for (Stored row : rows) {
      Derived entry = entries.get(row.where());
      boolean isRight =
          entry == null
              ? there.contains(row.where()) || row.isUnborn()
              : isRight(entry, row.row(), patients);
      if (!isRight) {
        wrong.add(row.where());
      }
    }
    found(entries, wrong, "a row of %s is not its own".formatted(table.name()));
    return true;
  }

  private Map<String, Long> charts(Connection connection, Map<EntryKey, Derived> entries)
      throws SQLException {
    Set<String> ids = new HashSet<>();
    for (Derived entry : entries.values()) {
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

  /** What the entries of a portion say; what they refer to is looked up for all at once. */
  private final class Told {
    private final Map<EntryKey, Derived> nothing = new HashMap<>();
    private final List<Said> said = new ArrayList<>();

    private record Said(Pointed pointed, EntryId id, Indexing.Indexed indexed) {}

    /** Adds what the entry is found by; nothing when its content does not open. */
    void add(Connection connection, Pointed pointed) throws SQLException {
      if (pointed.isLeft()) {
        nothing.put(pointed.where(), Derived.nothing(pointed, null));
        return;
      }
      byte[] sealed = pointed.sealed();
      if (sealed == null) {
        return;
      }
      SealedVersion version =
          new SealedVersion(
              pointed.where(), pointed.version(), pointed.dictionary(), sealed, pointed.wrapped());
      if (opening.open(connection, version) instanceof Opened opened) {
        add(pointed, opened.content());
      }
    }

    private void add(Pointed pointed, byte[] content) {
      EntryId id = indexing.id(content);
      switch (Version.State.of(pointed.state())) {
        case DELETED -> nothing.put(pointed.where(), Derived.nothing(pointed, id));
        case CURRENT ->
            said.add(
                new Said(pointed, id, indexing.of(indexing.typeName(pointed.type()), content)));
      }
    }

    Map<EntryKey, Derived> derived(Connection connection) throws SQLException {
      Map<EntryId, Long> numbers = PostgresIndexRows.numbers(connection, referred(), indexing);
      Map<EntryKey, Derived> entries = new HashMap<>(nothing);
      for (Said one : said) {
        TermRows rows =
            TermRows.of(
                one.pointed.type(),
                one.indexed.terms(),
                indexing,
                hash,
                id -> numbers.getOrDefault(id, NO_NUMBER));
        entries.put(
            one.pointed.where(),
            new Derived(one.pointed, one.id, rows, one.indexed.compartments()));
      }
      return entries;
    }

    private Set<EntryId> referred() {
      Set<EntryId> ids = new HashSet<>();
      for (Said one : said) {
        for (IndexTerm term : one.indexed.terms()) {
          if (term instanceof IndexTerm.Reference(int _, EntryId target)) {
            ids.add(target);
          }
        }
      }
      return ids;
    }
  }

  private <V> void missing(
      Map<EntryKey, Derived> entries,
      PostgresIndexGaps gaps,
      TermTables.Table<V> table,
      List<TermTables.Row<V>> rows)
      throws SQLException {
    String text = "a row of %s is missing, or there twice".formatted(table.name());
    found(entries, gaps.terms(table, rows), text);
  }

  private void found(Map<EntryKey, Derived> entries, Iterable<EntryKey> wrong, String text) {
    for (EntryKey key : wrong) {
      Derived entry = entries.get(key);
      int version = entry == null ? 0 : entry.pointed().version();
      verification.found(Finding.of(Kind.INDEX_WRONG, key, version, text));
    }
  }
}
