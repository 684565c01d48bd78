package org.tunza.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.tunza.platform.database.Sql;
import org.tunza.record.EntryKey;
import org.tunza.store.WriteRows.NewCompartment;
import org.tunza.store.WriteRows.NewPointer;
import org.tunza.store.WriteRows.NewVersion;
import org.tunza.store.WriteRows.NextPointer;
import org.tunza.store.index.EntryTerms;
import org.tunza.store.index.TermColumns;
import org.tunza.store.key.KeyTree.ChartRow;
import org.tunza.store.ledger.LedgerCommit;
import org.tunza.store.ledger.LedgerEvent;

/**
 * The two statements that write: one for rows that go and change, one for new rows. Each takes
 * whatever there is as arrays, so that a bundle of a thousand entries costs no more round trips
 * than one entry.
 */
final class PostgresWrite {

  private static final String CHANGE =
      """
      with gone_compartments as (
        delete from compartment c using
          (select unnest(?::bigint[]) as home, unnest(?::bigint[]) as entry) as u
        where c.home = u.home and c.entry = u.entry and c.chart <> u.home),
      left_pointers as (
        update entry e set state = 3, tail = '{}'
        from
          (select unnest(?::bigint[]) as chart, unnest(?::bigint[]) as entry) as u
        where e.chart = u.chart and e.entry = u.entry),
      next_pointers as (
        update entry e
        set updated = timestamptz 'epoch' + u.updated * interval '1 microsecond',
          version = u.version, state = u.state,
          tail = (?::bigint[])[u.tail_from:u.tail_to]
        from
          (select unnest(?::bigint[]) as chart, unnest(?::bigint[]) as entry,
            unnest(?::bigint[]) as updated, unnest(?::integer[]) as version,
            unnest(?::smallint[]) as state, unnest(?::integer[]) as tail_from,
            unnest(?::integer[]) as tail_to) as u
        where e.chart = u.chart and e.entry = u.entry),
      gone_terms as (
        delete from term t
        using
          (select unnest(?::bigint[]) as term, unnest(?::bigint[]) as chart,
            unnest(?::bigint[]) as dated, unnest(?::bigint[]) as entry) as u
        where t.term = u.term and t.chart = u.chart and t.dated = u.dated and t.entry = u.entry),
      gone_texts as (
        delete from text_term t
        using
          (select unnest(?::bigint[]) as chart, unnest(?::bigint[]) as entry,
            unnest(?::smallint[]) as type, unnest(?::smallint[]) as parameter,
            unnest(?::text[]) as value) as u
        where t.type = u.type and t.parameter = u.parameter and t.value = u.value
          and t.chart = u.chart and t.entry = u.entry),
      gone_dates as (
        delete from date_term t
        using
          (select unnest(?::bigint[]) as low, unnest(?::bigint[]) as high,
            unnest(?::bigint[]) as chart, unnest(?::bigint[]) as entry,
            unnest(?::smallint[]) as type, unnest(?::smallint[]) as parameter) as u
        where t.type = u.type and t.parameter = u.parameter and t.low = u.low
          and t.high = u.high and t.chart = u.chart and t.entry = u.entry)
      delete from quantity_term t
      using
          (select unnest(?::float8[]) as value, unnest(?::bigint[]) as unit,
            unnest(?::bigint[]) as chart, unnest(?::bigint[]) as entry,
            unnest(?::smallint[]) as type, unnest(?::smallint[]) as parameter) as u
      where t.type = u.type and t.parameter = u.parameter and t.unit = u.unit
        and t.value = u.value and t.chart = u.chart and t.entry = u.entry
      """;

  private static final String INSERT =
      """
      with charts as (
        insert into chart_key (chart, bucket, wrapped)
        select unnest(?::bigint[]), unnest(?::smallint[]), unnest(?::bytea[])),
      ids as (
        insert into entry_id (chart, entry, type, id)
        select unnest(?::bigint[]), unnest(?::bigint[]), unnest(?::smallint[]),
          unnest(?::text[])
        on conflict (type, id) do update set chart = excluded.chart
        where entry_id.entry = excluded.entry returning 1),
      pointers as (
        insert into entry
          (chart, entry, previous_chart, updated, version, type, state, wrapped, tail)
        select u.chart, u.entry, u.previous_chart,
          timestamptz 'epoch' + u.updated * interval '1 microsecond', u.version, u.type, u.state,
          u.wrapped, (?::bigint[])[u.tail_from:u.tail_to]
        from
          (select unnest(?::bigint[]) as chart, unnest(?::bigint[]) as entry,
            unnest(?::bigint[]) as previous_chart, unnest(?::bigint[]) as updated,
            unnest(?::integer[]) as version, unnest(?::smallint[]) as type,
            unnest(?::smallint[]) as state, unnest(?::bytea[]) as wrapped,
            unnest(?::integer[]) as tail_from, unnest(?::integer[]) as tail_to) as u),
      versions as (
        insert into entry_version
          (chart, entry, updated, version, type, state, dictionary, sealed)
        select u.chart, u.entry, timestamptz 'epoch' + u.updated * interval '1 microsecond',
          u.version, u.type, u.state, u.dictionary, u.sealed
        from
          (select unnest(?::bigint[]) as chart, unnest(?::bigint[]) as entry,
            unnest(?::bigint[]) as updated, unnest(?::integer[]) as version,
            unnest(?::smallint[]) as type, unnest(?::smallint[]) as state,
            unnest(?::smallint[]) as dictionary, unnest(?::bytea[]) as sealed) as u),
      compartments as (
        insert into compartment (chart, home, entry, role)
        select unnest(?::bigint[]), unnest(?::bigint[]), unnest(?::bigint[]),
          unnest(?::smallint[])
        on conflict do nothing),
      terms as (
        insert into term (term, chart, dated, entry)
        select unnest(?::bigint[]), unnest(?::bigint[]), unnest(?::bigint[]),
          unnest(?::bigint[])),
      texts as (
        insert into text_term (chart, entry, type, parameter, value)
        select unnest(?::bigint[]), unnest(?::bigint[]), unnest(?::smallint[]),
          unnest(?::smallint[]), unnest(?::text[])),
      dates as (
        insert into date_term (low, high, chart, entry, type, parameter)
        select unnest(?::bigint[]), unnest(?::bigint[]), unnest(?::bigint[]),
          unnest(?::bigint[]), unnest(?::smallint[]), unnest(?::smallint[])),
      quantities as (
        insert into quantity_term (value, unit, chart, entry, type, parameter)
        select unnest(?::float8[]), unnest(?::bigint[]), unnest(?::bigint[]),
          unnest(?::bigint[]), unnest(?::smallint[]), unnest(?::smallint[])),
      events as (
        insert into ledger_event (chart, commit, entry, ordinal, version, event, hash)
        select unnest(?::bigint[]), unnest(?::bigint[]), unnest(?::bigint[]),
          unnest(?::integer[]), unnest(?::integer[]), unnest(?::smallint[]),
          unnest(?::bytea[])),
      commits as (
        insert into ledger_commit (number, recorded, origin, agent, on_behalf_of, purpose)
        select number, timestamptz 'epoch' + recorded * interval '1 microsecond', origin, agent,
          on_behalf_of, purpose
        from
          (select unnest(?::bigint[]) as number, unnest(?::bigint[]) as recorded,
            unnest(?::bigint[]) as origin, unnest(?::integer[]) as agent,
            unnest(?::integer[]) as on_behalf_of, unnest(?::smallint[]) as purpose) as u),
      pending as (
        insert into ledger_pending (commit, leaf)
        select unnest(?::bigint[]), unnest(?::bytea[]))
      select count(*) from ids
      """;

  private final Connection connection;
  private final long commit;

  PostgresWrite(Connection connection, long commit) {
    this.connection = connection;
    this.commit = commit;
  }

  /** Writes the rows; says false when an id is taken by an entry that this commit didn't know. */
  boolean write(WriteRows rows) throws SQLException {
    if (rows.changesOldRows()) {
      change(rows);
    }
    return insert(rows) == rows.pointers.size();
  }

  private void change(WriteRows rows) throws SQLException {
    List<Object> parameters = new ArrayList<>();
    parameters.add(longs(rows.compartmentsGone, EntryKey::chart));
    parameters.add(longs(rows.compartmentsGone, EntryKey::entry));
    parameters.add(longs(rows.left, EntryKey::chart));
    parameters.add(longs(rows.left, EntryKey::entry));
    Slices tails = Slices.of(rows.nextPointers, NextPointer::tail);
    parameters.add(tails.flat());
    parameters.add(longs(rows.nextPointers, next -> next.where().chart()));
    parameters.add(longs(rows.nextPointers, next -> next.where().entry()));
    parameters.add(longs(rows.nextPointers, NextPointer::updated));
    parameters.add(ints(rows.nextPointers, NextPointer::version));
    parameters.add(shorts(rows.nextPointers, NextPointer::state));
    parameters.add(tails.from());
    parameters.add(tails.to());
    addTerms(parameters, rows.termsGone);
    Sql.update(connection, CHANGE, parameters.toArray());
  }

  private long insert(WriteRows rows) throws SQLException {
    List<Object> parameters = new ArrayList<>();
    parameters.add(longs(rows.charts, ChartRow::chart));
    parameters.add(shorts(rows.charts, ChartRow::bucket));
    parameters.add(bytes(rows.charts, ChartRow::wrapped));
    addPointers(parameters, rows.pointers);
    addVersions(parameters, rows.versions);
    parameters.add(longs(rows.compartments, NewCompartment::chart));
    parameters.add(longs(rows.compartments, compartment -> compartment.where().chart()));
    parameters.add(longs(rows.compartments, compartment -> compartment.where().entry()));
    parameters.add(shorts(rows.compartments, NewCompartment::role));
    addTerms(parameters, rows.terms);
    addLedger(parameters, rows);
    return Sql.number(connection, INSERT, parameters.toArray());
  }

  private static void addPointers(List<Object> parameters, List<NewPointer> pointers) {
    parameters.add(longs(pointers, pointer -> pointer.where().chart()));
    parameters.add(longs(pointers, pointer -> pointer.where().entry()));
    parameters.add(shorts(pointers, NewPointer::type));
    parameters.add(pointers.stream().map(pointer -> pointer.id().id()).toArray(String[]::new));
    Slices tails = Slices.of(pointers, NewPointer::tail);
    parameters.add(tails.flat());
    parameters.add(longs(pointers, pointer -> pointer.where().chart()));
    parameters.add(longs(pointers, pointer -> pointer.where().entry()));
    parameters.add(pointers.stream().map(NewPointer::previousChart).toArray(Long[]::new));
    parameters.add(longs(pointers, NewPointer::updated));
    parameters.add(ints(pointers, NewPointer::version));
    parameters.add(shorts(pointers, NewPointer::type));
    parameters.add(shorts(pointers, NewPointer::state));
    parameters.add(bytes(pointers, NewPointer::wrapped));
    parameters.add(tails.from());
    parameters.add(tails.to());
  }

  private static void addVersions(List<Object> parameters, List<NewVersion> versions) {
    parameters.add(longs(versions, version -> version.where().chart()));
    parameters.add(longs(versions, version -> version.where().entry()));
    parameters.add(longs(versions, NewVersion::updated));
    parameters.add(ints(versions, NewVersion::version));
    parameters.add(shorts(versions, NewVersion::type));
    parameters.add(shorts(versions, NewVersion::state));
    parameters.add(shorts(versions, version -> version.sealed().dictionary()));
    parameters.add(bytes(versions, version -> version.sealed().bytes()));
  }

  private static void addTerms(List<Object> parameters, List<EntryTerms> entries) {
    TermColumns terms = new TermColumns(entries);
    parameters.addAll(List.of(terms.hashes, terms.hashCharts, terms.hashDates, terms.hashEntries));
    parameters.addAll(
        List.of(
            terms.textCharts,
            terms.textEntries,
            terms.textTypes,
            terms.textParameters,
            terms.texts));
    parameters.addAll(
        List.of(
            terms.lows,
            terms.highs,
            terms.dateCharts,
            terms.dateEntries,
            terms.dateTypes,
            terms.dateParameters));
    parameters.addAll(
        List.of(
            terms.values,
            terms.units,
            terms.quantityCharts,
            terms.quantityEntries,
            terms.quantityTypes,
            terms.quantityParameters));
  }

  private void addLedger(List<Object> parameters, WriteRows rows) {
    parameters.add(longs(rows.events, event -> event.key().chart()));
    parameters.add(longs(rows.events, event -> commit));
    parameters.add(longs(rows.events, event -> event.key().entry()));
    parameters.add(ints(rows.events, LedgerEvent::ordinal));
    parameters.add(ints(rows.events, LedgerEvent::version));
    parameters.add(shorts(rows.events, event -> event.event().number()));
    parameters.add(rows.events.stream().map(LedgerEvent::hash).toArray(byte[][]::new));
    List<LedgerCommit> commits = rows.commit == null ? List.of() : List.of(rows.commit);
    byte[] leaf = rows.leaf;
    parameters.add(longs(commits, LedgerCommit::number));
    parameters.add(longs(commits, LedgerCommit::recordedMicros));
    parameters.add(longs(commits, LedgerCommit::origin));
    parameters.add(ints(commits, LedgerCommit::agent));
    parameters.add(ints(commits, LedgerCommit::onBehalfOf));
    parameters.add(shorts(commits, LedgerCommit::purpose));
    parameters.add(longs(commits, LedgerCommit::number));
    parameters.add(leaf == null ? new byte[0][] : new byte[][] {leaf});
  }

  private static <T> byte[][] bytes(List<T> rows, Function<T, byte[]> column) {
    return rows.stream().map(column).toArray(byte[][]::new);
  }

  private static <T> long[] longs(List<T> rows, ToLongFunction<T> column) {
    return rows.stream().mapToLong(column).toArray();
  }

  private static <T> int[] ints(List<T> rows, ToIntFunction<T> column) {
    return rows.stream().mapToInt(column).toArray();
  }

  private static <T> short[] shorts(List<T> rows, ToIntFunction<T> column) {
    short[] values = new short[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) column.applyAsInt(rows.get(i));
    }
    return values;
  }

  /** Arrays of different length as one, with each one's first and last place in it, from 1. */
  private record Slices(long[] flat, int[] from, int[] to) {

    static <T> Slices of(List<T> rows, Function<T, long[]> column) {
      long[] flat = rows.stream().map(column).flatMapToLong(java.util.Arrays::stream).toArray();
      int[] from = new int[rows.size()];
      int[] to = new int[rows.size()];
      int place = 0;
      for (int i = 0; i < from.length; i++) {
        from[i] = place + 1;
        place += column.apply(rows.get(i)).length;
        to[i] = place;
      }
      return new Slices(flat, from, to);
    }
  }
}
