package org.tunza.store;

import java.util.List;
import java.util.Objects;
import org.tunza.platform.database.Columns;
import org.tunza.store.WritePart.Kind;
import org.tunza.store.WriteRows.LeftPointer;
import org.tunza.store.WriteRows.NewCompartment;
import org.tunza.store.WriteRows.NewEvent;
import org.tunza.store.WriteRows.NewLeaf;
import org.tunza.store.WriteRows.NewPointer;
import org.tunza.store.WriteRows.NewVersion;
import org.tunza.store.WriteRows.NextPointer;
import org.tunza.store.index.TermRows;
import org.tunza.store.index.TermTables;
import org.tunza.store.key.KeyTree.ChartRow;
import org.tunza.store.ledger.LedgerCommit;

/** Every table that a commit writes, and how its rows go there. */
final class WriteParts {

  /** The part that takes new ids, and gives a row for each that was free. */
  static final String IDS = "ids";

  static final List<WritePart<?>> ALL =
      List.of(
          leftPointers(),
          nextPointers(),
          goneHashes(),
          goneTexts(),
          goneDates(),
          goneQuantities(),
          charts(),
          ids(),
          pointers(),
          versions(),
          compartments(),
          hashes(),
          texts(),
          dates(),
          quantities(),
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
        update entry e set state = 3, version = u.version, tail = '{}' from %s as u
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
          version = u.version, state = u.state, tail = u.tail[u.tail_from:u.tail_to]
        from %s as u
        where e.chart = u.chart and e.entry = u.entry
        """,
        new Columns<NextPointer>()
            .longs("chart", next -> next.where().chart())
            .longs("entry", next -> next.where().entry())
            .longs("updated", NextPointer::updated)
            .ints("version", NextPointer::version)
            .shorts("state", NextPointer::state)
            .slices("tail", NextPointer::tail),
        rows -> rows.nextPointers);
  }

  private static WritePart<TermTables.Row<Long>> goneHashes() {
    return new WritePart<>(
        Kind.CHANGE,
        "gone_hashes",
        """
        delete from term t using %s as u
        where t.term = u.term and t.chart = u.chart and t.dated = u.dated and t.entry = u.entry
        """,
        TermTables.HASHES,
        rows -> rows.termsGone.hashes);
  }

  private static WritePart<TermTables.Row<TermRows.Text>> goneTexts() {
    return new WritePart<>(
        Kind.CHANGE,
        "gone_texts",
        """
        delete from text_term t using %s as u
        where t.type = u.type and t.parameter = u.parameter and t.value = u.value
          and t.chart = u.chart and t.entry = u.entry
        """,
        TermTables.TEXTS,
        rows -> rows.termsGone.texts);
  }

  private static WritePart<TermTables.Row<TermRows.Date>> goneDates() {
    return new WritePart<>(
        Kind.CHANGE,
        "gone_dates",
        """
        delete from date_term t using %s as u
        where t.type = u.type and t.parameter = u.parameter and t.low = u.low
          and t.high = u.high and t.chart = u.chart and t.entry = u.entry
        """,
        TermTables.DATES,
        rows -> rows.termsGone.dates);
  }

  private static WritePart<TermTables.Row<TermRows.Quantity>> goneQuantities() {
    return new WritePart<>(
        Kind.CHANGE,
        "gone_quantities",
        """
        delete from quantity_term t using %s as u
        where t.type = u.type and t.parameter = u.parameter and t.unit = u.unit
          and t.value = u.value and t.chart = u.chart and t.entry = u.entry
        """,
        TermTables.QUANTITIES,
        rows -> rows.termsGone.quantities);
  }

  private static WritePart<ChartRow> charts() {
    return new WritePart<>(
        Kind.INSERT,
        "charts",
        """
        insert into chart_key (chart, bucket, wrapped)
        select u.chart, u.bucket, u.wrapped from %s as u
        """,
        new Columns<ChartRow>()
            .byRow()
            .longs("chart", ChartRow::chart)
            .shorts("bucket", ChartRow::bucket)
            .bytes("wrapped", ChartRow::wrapped),
        rows -> rows.charts);
  }

  private static WritePart<NewPointer> ids() {
    return new WritePart<>(
        Kind.INSERT,
        IDS,
        """
        insert into entry_id (chart, entry, type, id)
        select u.chart, u.entry, u.type, u.id from %s as u
        on conflict (type, id) do update set chart = excluded.chart
        where entry_id.entry = excluded.entry returning 1
        """,
        new Columns<NewPointer>()
            .longs("chart", pointer -> pointer.where().chart())
            .longs("entry", pointer -> pointer.where().entry())
            .shorts("type", NewPointer::type)
            .texts("id", pointer -> pointer.id().id()),
        rows -> rows.pointers);
  }

  private static WritePart<NewPointer> pointers() {
    return new WritePart<>(
        Kind.INSERT,
        "pointers",
        """
        insert into entry (chart, entry, previous_chart, updated, version, type, state, wrapped, tail)
        select u.chart, u.entry, nullif(u.previous_chart, -1),
          timestamptz 'epoch' + u.updated * interval '1 microsecond', u.version, u.type, u.state,
          u.wrapped, u.tail[u.tail_from:u.tail_to]
        from %s as u
        """,
        new Columns<NewPointer>()
            .longs("chart", pointer -> pointer.where().chart())
            .longs("entry", pointer -> pointer.where().entry())
            .longs("previous_chart", WriteParts::previousChart)
            .longs("updated", NewPointer::updated)
            .ints("version", NewPointer::version)
            .shorts("type", NewPointer::type)
            .shorts("state", NewPointer::state)
            .bytes("wrapped", NewPointer::wrapped)
            .slices("tail", NewPointer::tail),
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

  private static WritePart<TermTables.Row<Long>> hashes() {
    return new WritePart<>(
        Kind.INSERT,
        "hashes",
        """
        insert into term (term, chart, dated, entry)
        select u.term, u.chart, u.dated, u.entry from %s as u
        """,
        TermTables.HASHES,
        rows -> rows.terms.hashes);
  }

  private static WritePart<TermTables.Row<TermRows.Text>> texts() {
    return new WritePart<>(
        Kind.INSERT,
        "texts",
        """
        insert into text_term (chart, entry, type, parameter, value)
        select u.chart, u.entry, u.type, u.parameter, u.value from %s as u
        """,
        TermTables.TEXTS,
        rows -> rows.terms.texts);
  }

  private static WritePart<TermTables.Row<TermRows.Date>> dates() {
    return new WritePart<>(
        Kind.INSERT,
        "dates",
        """
        insert into date_term (low, high, chart, entry, type, parameter)
        select u.low, u.high, u.chart, u.entry, u.type, u.parameter from %s as u
        """,
        TermTables.DATES,
        rows -> rows.terms.dates);
  }

  private static WritePart<TermTables.Row<TermRows.Quantity>> quantities() {
    return new WritePart<>(
        Kind.INSERT,
        "quantities",
        """
        insert into quantity_term (value, unit, chart, entry, type, parameter)
        select u.value, u.unit, u.chart, u.entry, u.type, u.parameter from %s as u
        """,
        TermTables.QUANTITIES,
        rows -> rows.terms.quantities);
  }

  private static WritePart<NewEvent> events() {
    return new WritePart<>(
        Kind.INSERT,
        "events",
        """
        insert into ledger_event (chart, commit, entry, ordinal, version, event, hash)
        select u.chart, u.commit, u.entry, u.ordinal, u.version, u.event, u.hash from %s as u
        """,
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

  private static WritePart<NewLeaf> pending() {
    return new WritePart<>(
        Kind.INSERT,
        "pending",
        """
        insert into ledger_pending (commit, leaf) select u.commit, u.leaf from %s as u
        """,
        new Columns<NewLeaf>().longs("commit", NewLeaf::commit).bytes("leaf", NewLeaf::hash),
        rows -> rows.leaves);
  }

  private static long previousChart(NewPointer pointer) {
    Long chart = pointer.previousChart();
    return chart == null ? NO_CHART : chart;
  }
}
