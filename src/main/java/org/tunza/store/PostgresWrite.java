package org.tunza.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.tunza.platform.Sql;
import org.tunza.store.WriteRows.NewCompartment;
import org.tunza.store.WriteRows.NewPointer;
import org.tunza.store.WriteRows.NewVersion;
import org.tunza.store.WriteRows.NextPointer;
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
        delete from compartment c using unnest(?::bigint[], ?::bigint[]) as u (home, entry)
        where c.home = u.home and c.entry = u.entry and c.chart <> u.home),
      left_pointers as (
        update entry e set state = 3, tail = '{}'
        from unnest(?::bigint[], ?::bigint[]) as u (chart, entry)
        where e.chart = u.chart and e.entry = u.entry),
      next_pointers as (
        update entry e
        set updated = timestamptz 'epoch' + u.updated * interval '1 microsecond',
          version = u.version, state = u.state,
          tail = (?::bigint[])[u.tail_from:u.tail_to]
        from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::integer[], ?::smallint[],
          ?::integer[], ?::integer[])
          as u (chart, entry, updated, version, state, tail_from, tail_to)
        where e.chart = u.chart and e.entry = u.entry),
      gone_terms as (
        delete from term t
        using unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
          as u (term, chart, dated, entry)
        where t.term = u.term and t.chart = u.chart and t.dated = u.dated and t.entry = u.entry),
      gone_texts as (
        delete from text_term t
        using unnest(?::bigint[], ?::bigint[], ?::smallint[], ?::smallint[], ?::text[])
          as u (chart, entry, type, parameter, value)
        where t.type = u.type and t.parameter = u.parameter and t.value = u.value
          and t.chart = u.chart and t.entry = u.entry),
      gone_dates as (
        delete from date_term t
        using unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::smallint[],
          ?::smallint[]) as u (low, high, chart, entry, type, parameter)
        where t.type = u.type and t.parameter = u.parameter and t.low = u.low
          and t.high = u.high and t.chart = u.chart and t.entry = u.entry)
      delete from quantity_term t
      using unnest(?::float8[], ?::bigint[], ?::bigint[], ?::bigint[], ?::smallint[],
        ?::smallint[]) as u (value, unit, chart, entry, type, parameter)
      where t.type = u.type and t.parameter = u.parameter and t.unit = u.unit
        and t.value = u.value and t.chart = u.chart and t.entry = u.entry
      """;

  private static final String INSERT =
      """
      with charts as (
        insert into chart_key (chart, bucket, wrapped)
        select * from unnest(?::bigint[], ?::smallint[], ?::bytea[])),
      ids as (
        insert into entry_id (chart, entry, type, id)
        select * from unnest(?::bigint[], ?::bigint[], ?::smallint[], ?::text[])
        on conflict (type, id) do update set chart = excluded.chart
        where entry_id.entry = excluded.entry returning 1),
      pointers as (
        insert into entry
          (chart, entry, previous_chart, updated, version, type, state, wrapped, tail)
        select u.chart, u.entry, u.previous_chart,
          timestamptz 'epoch' + u.updated * interval '1 microsecond', u.version, u.type, u.state,
          u.wrapped, (?::bigint[])[u.tail_from:u.tail_to]
        from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::integer[],
          ?::smallint[], ?::smallint[], ?::bytea[], ?::integer[], ?::integer[])
          as u (chart, entry, previous_chart, updated, version, type, state, wrapped, tail_from,
            tail_to)),
      versions as (
        insert into entry_version
          (chart, entry, updated, version, type, state, dictionary, sealed)
        select u.chart, u.entry, timestamptz 'epoch' + u.updated * interval '1 microsecond',
          u.version, u.type, u.state, u.dictionary, u.sealed
        from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::integer[], ?::smallint[],
          ?::smallint[], ?::smallint[], ?::bytea[])
          as u (chart, entry, updated, version, type, state, dictionary, sealed)),
      compartments as (
        insert into compartment (chart, home, entry, role)
        select * from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::smallint[])
        on conflict do nothing),
      terms as (
        insert into term (term, chart, dated, entry)
        select * from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])),
      texts as (
        insert into text_term (chart, entry, type, parameter, value)
        select * from unnest(?::bigint[], ?::bigint[], ?::smallint[], ?::smallint[], ?::text[])),
      dates as (
        insert into date_term (low, high, chart, entry, type, parameter)
        select * from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::smallint[],
          ?::smallint[])),
      quantities as (
        insert into quantity_term (value, unit, chart, entry, type, parameter)
        select * from unnest(?::float8[], ?::bigint[], ?::bigint[], ?::bigint[], ?::smallint[],
          ?::smallint[])),
      events as (
        insert into ledger_event (chart, commit, entry, ordinal, version, event, hash)
        select * from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::integer[], ?::integer[],
          ?::smallint[], ?::bytea[])),
      commits as (
        insert into ledger_commit (number, recorded, origin, agent, on_behalf_of, purpose)
        select number, timestamptz 'epoch' + recorded * interval '1 microsecond', origin, agent,
          on_behalf_of, purpose
        from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::integer[], ?::integer[],
          ?::smallint[]) as u (number, recorded, origin, agent, on_behalf_of, purpose)),
      pending as (
        insert into ledger_pending (commit, leaf)
        select * from unnest(?::bigint[], ?::bytea[]))
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
    Slices tails = Slices.of(rows.nextPointers, NextPointer::tail);
    TermColumns gone = new TermColumns(rows.termsGone);
    Sql.update(
        connection,
        CHANGE,
        longs(rows.compartmentsGone, where -> where.chart()),
        longs(rows.compartmentsGone, where -> where.entry()),
        longs(rows.left, where -> where.chart()),
        longs(rows.left, where -> where.entry()),
        tails.flat(),
        longs(rows.nextPointers, next -> next.where().chart()),
        longs(rows.nextPointers, next -> next.where().entry()),
        longs(rows.nextPointers, NextPointer::updated),
        ints(rows.nextPointers, NextPointer::version),
        shorts(rows.nextPointers, NextPointer::state),
        tails.from(),
        tails.to(),
        gone.hashes,
        gone.hashCharts,
        gone.hashDates,
        gone.hashEntries,
        gone.textCharts,
        gone.textEntries,
        gone.textTypes,
        gone.textParameters,
        gone.texts,
        gone.lows,
        gone.highs,
        gone.dateCharts,
        gone.dateEntries,
        gone.dateTypes,
        gone.dateParameters,
        gone.values,
        gone.units,
        gone.quantityCharts,
        gone.quantityEntries,
        gone.quantityTypes,
        gone.quantityParameters);
  }

  private long insert(WriteRows rows) throws SQLException {
    Slices tails = Slices.of(rows.pointers, NewPointer::tail);
    TermColumns terms = new TermColumns(rows.terms);
    List<LedgerCommit> commits = rows.commit == null ? List.of() : List.of(rows.commit);
    byte[] leaf = rows.leaf;
    return Sql.number(
        connection,
        INSERT,
        longs(rows.charts, ChartRow::chart),
        shorts(rows.charts, ChartRow::bucket),
        rows.charts.stream().map(ChartRow::wrapped).toArray(byte[][]::new),
        longs(rows.pointers, pointer -> pointer.where().chart()),
        longs(rows.pointers, pointer -> pointer.where().entry()),
        shorts(rows.pointers, NewPointer::type),
        rows.pointers.stream().map(pointer -> pointer.id().id()).toArray(String[]::new),
        tails.flat(),
        longs(rows.pointers, pointer -> pointer.where().chart()),
        longs(rows.pointers, pointer -> pointer.where().entry()),
        rows.pointers.stream().map(NewPointer::previousChart).toArray(Long[]::new),
        longs(rows.pointers, NewPointer::updated),
        ints(rows.pointers, NewPointer::version),
        shorts(rows.pointers, NewPointer::type),
        shorts(rows.pointers, NewPointer::state),
        rows.pointers.stream().map(NewPointer::wrapped).toArray(byte[][]::new),
        tails.from(),
        tails.to(),
        longs(rows.versions, version -> version.where().chart()),
        longs(rows.versions, version -> version.where().entry()),
        longs(rows.versions, NewVersion::updated),
        ints(rows.versions, NewVersion::version),
        shorts(rows.versions, NewVersion::type),
        shorts(rows.versions, NewVersion::state),
        shorts(rows.versions, version -> version.sealed().dictionary()),
        rows.versions.stream().map(version -> version.sealed().bytes()).toArray(byte[][]::new),
        longs(rows.compartments, NewCompartment::chart),
        longs(rows.compartments, compartment -> compartment.where().chart()),
        longs(rows.compartments, compartment -> compartment.where().entry()),
        shorts(rows.compartments, NewCompartment::role),
        terms.hashes,
        terms.hashCharts,
        terms.hashDates,
        terms.hashEntries,
        terms.textCharts,
        terms.textEntries,
        terms.textTypes,
        terms.textParameters,
        terms.texts,
        terms.lows,
        terms.highs,
        terms.dateCharts,
        terms.dateEntries,
        terms.dateTypes,
        terms.dateParameters,
        terms.values,
        terms.units,
        terms.quantityCharts,
        terms.quantityEntries,
        terms.quantityTypes,
        terms.quantityParameters,
        longs(rows.events, event -> event.key().chart()),
        longs(rows.events, event -> commit),
        longs(rows.events, event -> event.key().entry()),
        ints(rows.events, LedgerEvent::ordinal),
        ints(rows.events, LedgerEvent::version),
        shorts(rows.events, event -> event.event().number()),
        rows.events.stream().map(LedgerEvent::hash).toArray(byte[][]::new),
        longs(commits, LedgerCommit::number),
        longs(commits, LedgerCommit::recordedMicros),
        longs(commits, LedgerCommit::origin),
        ints(commits, LedgerCommit::agent),
        ints(commits, LedgerCommit::onBehalfOf),
        shorts(commits, LedgerCommit::purpose),
        longs(commits, LedgerCommit::number),
        leaf == null ? new byte[0][] : new byte[][] {leaf});
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

    static <T> Slices of(List<T> rows, java.util.function.Function<T, long[]> column) {
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
