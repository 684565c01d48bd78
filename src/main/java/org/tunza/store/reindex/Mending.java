package org.tunza.store.reindex;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tunza.record.EntryKey;
import org.tunza.record.index.Compartment;
import org.tunza.store.LockSet;
import org.tunza.store.PostgresNumbers;
import org.tunza.store.index.DefineParameters;
import org.tunza.store.index.EntryTerms;
import org.tunza.store.index.PostgresOwnParameters;
import org.tunza.store.key.KeyTree;
import org.tunza.store.reindex.Derived.Pointed;
import org.tunza.store.reindex.PostgresIndexRows.Stored;
import org.tunza.store.reindex.PostgresIndexRows.Table;
import org.tunza.store.write.PostgresWrite;
import org.tunza.store.write.WriteRows;

/**
 * Makes search rows right. Each entry is locked as a commit locks it, and what it is found by is
 * taken from it only then, so a commit that was quicker loses nothing.
 */
final class Mending {

  private static final Logger LOG = System.getLogger(Mending.class.getName());

  private final IndexSurvey survey;
  private final KeyTree keys;
  private final PostgresNumbers numbers = new PostgresNumbers();

  Mending(IndexSurvey survey, KeyTree keys) {
    this.survey = survey;
    this.keys = keys;
  }

  /** Makes the rows of these entries that are missing, or there twice. */
  void mend(Connection connection, Collection<EntryKey> entries) throws SQLException {
    if (entries.isEmpty()) {
      return;
    }
    lock(connection, entries);
    Told told = survey.told();
    PostgresIndexRows.of(connection, entries, pointed -> told.add(connection, pointed));
    Map<EntryKey, Derived> derived =
        told.derived(
            PostgresIndexWalk.numbers(connection, told.referred(), survey.indexing(), numbers));
    Map<String, Long> patients = survey.charts(connection, derived.values());
    WriteRows rows = new WriteRows();
    derived.values().forEach(entry -> add(entry, patients, rows));
    if (!derived.isEmpty()) {
      new PostgresWrite(connection).write(rows, PostgresWrite.Then.MORE);
    }
  }

  /** Has what these entries define be searched by; no commit is open meanwhile. */
  void define(Connection connection, Collection<EntryKey> entries) throws SQLException {
    begin(connection, LockSet.ofAll());
    Told told = survey.told();
    PostgresIndexRows.of(connection, entries, pointed -> told.add(connection, pointed));
    DefineParameters define = new DefineParameters(survey.indexing());
    told.defining().forEach((id, defining) -> define.add(id, defining.definitions()));
    if (define.run(connection) != null) {
      LOG.log(
          Level.WARNING,
          "Search parameters that are kept here can't be searched by: there are too many, or two"
              + " have one name.");
    }
  }

  /** All rows that are to be there go and come again, each once. */
  private static void add(Derived entry, Map<String, Long> patients, WriteRows rows) {
    Pointed pointed = entry.pointed();
    EntryKey where = pointed.where();
    EntryTerms terms = new EntryTerms(where, pointed.type(), entry.rows());
    rows.termsGone.add(terms);
    rows.terms.add(terms);
    rows.nextPointers.add(
        new WriteRows.NextPointer(
            where, pointed.updated(), pointed.version(), pointed.state(), entry.rows()));
    for (Compartment compartment : entry.compartments()) {
      long chart = patients.getOrDefault(compartment.patient().id(), EntryKey.UNBORN_CHART);
      if (chart != EntryKey.UNBORN_CHART && chart != where.chart()) {
        rows.compartments.add(new WriteRows.NewCompartment(chart, where, compartment.role()));
      }
    }
  }

  /** Takes away those of these rows that are of no entry. */
  void sweep(Connection connection, Table table, List<Stored> suspects) throws SQLException {
    if (suspects.isEmpty()) {
      return;
    }
    Set<EntryKey> entries = new HashSet<>();
    suspects.forEach(row -> entries.add(row.where()));
    lock(connection, entries);
    List<Stored> rows =
        table.at(connection, suspects.stream().map(Stored::place).toList()).stream()
            .filter(row -> entries.contains(row.where()))
            .toList();
    table.remove(connection, survey.strays(connection, table, rows).rows());
  }

  private void lock(Connection connection, Collection<EntryKey> entries) throws SQLException {
    begin(
        connection,
        LockSet.ofEntries(PostgresIndexWalk.ids(connection, entries, survey.indexing())));
  }

  private void begin(Connection connection, LockSet locks) throws SQLException {
    PostgresIndexWalk.Begun begun = PostgresIndexWalk.begin(connection, locks);
    keys.keepUp(connection, begun.epoch());
    if (begun.edition() != survey.indexing().own().edition()) {
      PostgresOwnParameters.keepUp(connection, survey.indexing());
    }
  }
}
