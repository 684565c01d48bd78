package org.tunza.store.index;

import java.util.ArrayList;
import java.util.List;
import org.tunza.platform.database.Columns;

/** The search rows of several entries, table by table, and how they become parameters. */
public final class TermTables {

  /** A row with the entry that it is of. */
  public record Row<V>(EntryTerms of, V value) {
    private long chart() {
      return of.where().chart();
    }

    private long entry() {
      return of.where().entry();
    }

    private long dated() {
      return of.rows().dated();
    }

    private int type() {
      return of.type();
    }
  }

  /** A table of search rows, of which all columns together are the row. */
  public record Table<V>(String name, Columns<Row<V>> columns) {

    /** Whether a row {@code t} of the table is the row {@code u} that was given. */
    public String same() {
      return columns.same("t", "u");
    }
  }

  public static final Table<Long> HASHES =
      new Table<>(
          "term",
          new Columns<Row<Long>>()
              .longs("chart", Row::chart)
              .longs("dated", Row::dated)
              .longs("entry", Row::entry)
              .byRow()
              .longs("term", Row::value));

  public static final Table<TermRows.Text> TEXTS =
      new Table<>(
          "text_term",
          TermTables.<TermRows.Text>ofType()
              .shorts("parameter", row -> row.value().parameter())
              .texts("value", row -> row.value().value()));

  public static final Table<TermRows.Date> DATES =
      new Table<>(
          "date_term",
          TermTables.<TermRows.Date>ofType()
              .shorts("parameter", row -> row.value().parameter())
              .longs("low", row -> row.value().low())
              .longs("high", row -> row.value().high()));

  public static final Table<TermRows.Quantity> QUANTITIES =
      new Table<>(
          "quantity_term",
          TermTables.<TermRows.Quantity>ofType()
              .shorts("parameter", row -> row.value().parameter())
              .longs("unit", row -> row.value().unit())
              .doubles("value", row -> row.value().value()));

  public final List<Row<Long>> hashes = new ArrayList<>();
  public final List<Row<TermRows.Text>> texts = new ArrayList<>();
  public final List<Row<TermRows.Date>> dates = new ArrayList<>();
  public final List<Row<TermRows.Quantity>> quantities = new ArrayList<>();

  public void add(EntryTerms entry) {
    for (long hash : entry.rows().hot()) {
      hashes.add(new Row<>(entry, hash));
    }
    entry.rows().texts().forEach(text -> texts.add(new Row<>(entry, text)));
    entry.rows().dates().forEach(date -> dates.add(new Row<>(entry, date)));
    entry.rows().quantities().forEach(quantity -> quantities.add(new Row<>(entry, quantity)));
  }

  private static <V> Columns<Row<V>> ofType() {
    return new Columns<Row<V>>()
        .longs("chart", Row::chart)
        .longs("entry", Row::entry)
        .shorts("type", Row::type)
        .byRow();
  }
}
