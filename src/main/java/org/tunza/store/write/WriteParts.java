package org.tunza.store.write;

import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.tunza.platform.database.Columns;
import org.tunza.store.index.TermTables;
import org.tunza.store.key.KeyTree.ChartRow;
import org.tunza.store.ledger.LedgerCommit;
import org.tunza.store.write.WritePart.Kind;
import org.tunza.store.write.WriteRows.LeftPointer;
import org.tunza.store.write.WriteRows.NewBlob;
import org.tunza.store.write.WriteRows.NewCompartment;
import org.tunza.store.write.WriteRows.NewEvent;
import org.tunza.store.write.WriteRows.NewLeaf;
import org.tunza.store.write.WriteRows.NewPointer;
import org.tunza.store.write.WriteRows.NewVersion;
import org.tunza.store.write.WriteRows.NextPointer;
import org.tunza.store.write.WriteRows.Place;
import org.tunza.store.write.WriteRows.Unborn;

/** Every table that a commit writes, and how its rows go there. */
final class WriteParts {

  static final List<WritePart<?>> ALL =
      List.of(
          leftPointers(),
          nextPointers(),
          gone(TermTables.HASHES, rows -> rows.termsGone.hashes),
          gone(TermTables.TEXTS, rows -> rows.termsGone.texts),
          gone(TermTables.DATES, rows -> rows.termsGone.dates),
          gone(TermTables.QUANTITIES, rows -> rows.termsGone.quantities),
          movedIds(),
          charts(),
          ids(),
          unbornIds(),
          pointers(),
          versions(),
          blobs(),
          compartments(),
          made(TermTables.HASHES, rows -> rows.terms.hashes),
          made(TermTables.TEXTS, rows -> rows.terms.texts),
          made(TermTables.DATES, rows -> rows.terms.dates),
          made(TermTables.QUANTITIES, rows -> rows.terms.quantities),
          events(),
          commits(),
          pending());

  /** Stands for no previous chart, since 0 is one. */
  private static final long NO_CHART = -1;

  private WriteParts() {}

  private static WritePart<LeftPointer> leftPointers() {
    return new WritePart<>(
        Kind.CHANGE,
        "left_pointers",
        """
        update entry e set state = 3, version = u.version, dated = default, links = '{}', tail = '{}' from %s as u
        where e.chart = u.chart and e.entry = u.entry
        """,
        new Columns<LeftPointer>()
            .longs("chart", left -> left.where().chart())
            .longs("entry", left -> left.where().entry())
            .ints("version", LeftPointer::last),
        rows -> rows.left);
  }

  private static WritePart<NextPointer> nextPointers() {
    return new WritePart<>(
        Kind.CHANGE,
        "next_pointers",
        """
        update entry e
        set updated = timestamptz 'epoch' + u.updated * interval '1 microsecond',
          version = u.version, state = u.state, dated = u.dated,
          links = u.links[u.links_from:u.links_to], tail = u.tail[u.tail_from:u.tail_to]
        from %s as u
        where e.chart = u.chart and e.entry = u.entry
        """,
        new Columns<NextPointer>()
            .longs("chart", next -> next.where().chart())
            .longs("entry", next -> next.where().entry())
            .longs("updated", NextPointer::updated)
            .ints("version", NextPointer::version)
            .shorts("state", NextPointer::state)
            .longs("dated", next -> next.terms().dated())
            .slices("links", next -> next.terms().links())
            .slices("tail", next -> next.terms().tail()),
        rows -> rows.nextPointers);
  }

  private static <V> WritePart<TermTables.Row<V>> gone(
      TermTables.Table<V> table, Function<WriteRows, List<TermTables.Row<V>>> rows) {
    return new WritePart<>(
        Kind.CHANGE,
        "gone_" + table.name(),
        "delete from %s t using %%s as u where %s".formatted(table.name(), table.same()),
        table.columns(),
        rows);
  }

  private static <V> WritePart<TermTables.Row<V>> made(
      TermTables.Table<V> table, Function<WriteRows, List<TermTables.Row<V>>> rows) {
    return inserted(table.name(), table.columns(), rows);
  }

  /** The part that puts the columns as they are into a table. */
  private static <T> WritePart<T> inserted(
      String table, Columns<T> columns, Function<WriteRows, List<T>> rows) {
    return new WritePart<>(Kind.INSERT, "new_" + table, columns.insertedInto(table), columns, rows);
  }

  private static WritePart<ChartRow> charts() {
    return inserted(
        "chart_key",
        new Columns<ChartRow>()
            .byRow()
            .longs("chart", ChartRow::chart)
            .shorts("bucket", ChartRow::bucket)
            .bytes("wrapped", ChartRow::wrapped),
        rows -> rows.charts);
  }

  private static WritePart<NewEvent> events() {
    return inserted(
        "ledger_event",
        new Columns<NewEvent>()
            .longs("chart", row -> row.event().key().chart())
            .longs("commit", NewEvent::commit)
            .longs("entry", row -> row.event().key().entry())
            .ints("ordinal", row -> row.event().ordinal())
            .ints("version", row -> row.event().version())
            .shorts("event", row -> row.event().event().number())
            .bytes("hash", row -> Objects.requireNonNull(row.event().hash())),
        rows -> rows.events);
  }

  private static WritePart<NewLeaf> pending() {
    return inserted(
        "ledger_pending",
        new Columns<NewLeaf>().longs("commit", NewLeaf::commit).bytes("leaf", NewLeaf::hash),
        rows -> rows.leaves);
  }

  /** Fails when one is taken, so that no commit follows. */
  private static WritePart<Place> ids() {
    return inserted("entry_id", idColumns(), rows -> rows.ids);
  }

  private static WritePart<Unborn> unbornIds() {
    return new WritePart<>(
        Kind.INSERT,
        "unborn_ids",
        """
        insert into entry_id (chart, entry, type, id) select -1, u.entry, u.type, u.id from %s as u
        """,
        new Columns<Unborn>()
            .byRow()
            .longs("entry", Unborn::entry)
            .shorts("type", Unborn::type)
            .texts("id", unborn -> unborn.id().id()),
        rows -> rows.unborn);
  }

  private static WritePart<Place> movedIds() {
    return new WritePart<>(
        Kind.CHANGE,
        "moved_ids",
        """
        update entry_id i set chart = u.chart from %s as u
        where i.type = u.type and i.id = u.id and i.entry = u.entry
        """,
        idColumns(),
        rows -> rows.movedIds);
  }

  private static Columns<Place> idColumns() {
    return new Columns<Place>()
        .longs("chart", place -> place.where().chart())
        .longs("entry", place -> place.where().entry())
        .shorts("type", Place::type)
        .texts("id", place -> place.id().id());
  }

  private static WritePart<NewPointer> pointers() {
    return new WritePart<>(
        Kind.INSERT,
        "pointers",
        """
        insert into entry (chart, entry, previous_chart, updated, version, type, state, wrapped,
          dated, links, tail)
        select u.chart, u.entry, nullif(u.previous_chart, %d),
          timestamptz 'epoch' + u.updated * interval '1 microsecond', u.version, u.type, u.state,
          u.wrapped, u.dated, u.links[u.links_from:u.links_to], u.tail[u.tail_from:u.tail_to]
        from %%s as u
        """
            .formatted(NO_CHART),
        new Columns<NewPointer>()
            .longs("chart", pointer -> pointer.where().chart())
            .longs("entry", pointer -> pointer.where().entry())
            .longs("previous_chart", WriteParts::previousChart)
            .longs("updated", NewPointer::updated)
            .ints("version", NewPointer::version)
            .shorts("type", NewPointer::type)
            .shorts("state", NewPointer::state)
            .bytes("wrapped", NewPointer::wrapped)
            .longs("dated", pointer -> pointer.terms().dated())
            .slices("links", pointer -> pointer.terms().links())
            .slices("tail", pointer -> pointer.terms().tail()),
        rows -> rows.pointers);
  }

  private static WritePart<NewVersion> versions() {
    return new WritePart<>(
        Kind.INSERT,
        "versions",
        """
        insert into entry_version (chart, entry, updated, version, type, state, dictionary, sealed)
        select u.chart, u.entry, timestamptz 'epoch' + u.updated * interval '1 microsecond',
          u.version, u.type, u.state, u.dictionary, u.sealed
        from %s as u
        """,
        new Columns<NewVersion>()
            .longs("chart", version -> version.where().chart())
            .longs("entry", version -> version.where().entry())
            .longs("updated", NewVersion::updated)
            .ints("version", NewVersion::version)
            .shorts("type", NewVersion::type)
            .shorts("state", NewVersion::state)
            .shorts("dictionary", version -> version.sealed().dictionary())
            .bytes("sealed", version -> version.sealed().bytes()),
        rows -> rows.versions);
  }

  private static WritePart<NewBlob> blobs() {
    return inserted(
        "blob",
        new Columns<NewBlob>()
            .longs("chart", row -> row.where().chart())
            .longs("entry", row -> row.where().entry())
            .longs("size", row -> row.blob().size())
            .ints("version", NewBlob::version)
            .bytes("name", row -> HexFormat.of().parseHex(row.blob().name()))
            .bytes("wrapped", NewBlob::wrapped),
        rows -> rows.blobs);
  }

  private static WritePart<NewCompartment> compartments() {
    return new WritePart<>(
        Kind.INSERT,
        "compartments",
        """
        insert into compartment (chart, home, entry, role)
        select u.chart, u.home, u.entry, u.role from %s as u on conflict do nothing
        """,
        new Columns<NewCompartment>()
            .longs("home", compartment -> compartment.where().chart())
            .longs("entry", compartment -> compartment.where().entry())
            .byRow()
            .longs("chart", NewCompartment::chart)
            .shorts("role", NewCompartment::role),
        rows -> rows.compartments);
  }

  private static WritePart<LedgerCommit> commits() {
    return new WritePart<>(
        Kind.INSERT,
        "commits",
        """
        insert into ledger_commit (number, recorded, origin, agent, on_behalf_of, purpose)
        select u.number, timestamptz 'epoch' + u.recorded * interval '1 microsecond', u.origin,
          u.agent, u.on_behalf_of, u.purpose
        from %s as u
        """,
        new Columns<LedgerCommit>()
            .longs("number", LedgerCommit::number)
            .longs("recorded", LedgerCommit::recordedMicros)
            .longs("origin", LedgerCommit::origin)
            .ints("agent", LedgerCommit::agent)
            .ints("on_behalf_of", LedgerCommit::onBehalfOf)
            .shorts("purpose", LedgerCommit::purpose),
        rows -> rows.commits);
  }

  private static long previousChart(NewPointer pointer) {
    Long chart = pointer.previousChart();
    return chart == null ? NO_CHART : chart;
  }
}
