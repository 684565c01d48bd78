package org.tunza.store.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tunza.platform.database.SqlRows;
import org.tunza.record.index.Indexing.TypeParameter;
import org.tunza.record.search.Search;
import org.tunza.record.search.SortKey;
import org.tunza.store.search.PostgresDrives.Way;

/**
 * Writes the order of a search, and where a page begins. The last key of all is the entry's number,
 * so that no two entries have the same place. What has no value comes last, either way.
 */
final class PostgresOrder {

  /** A key: what it is of an entry's row, and which way. */
  private record Key(Kind kind, SortKey.Direction direction, List<TypeParameter> of) {}

  private enum Kind {
    CHART,
    DATED,
    ID,
    UPDATED,
    TEXT,
    DATE,
    QUANTITY
  }

  private final List<Key> keys;

  private PostgresOrder(List<Key> keys) {
    this.keys = keys;
  }

  /**
   * The order that is asked for; if none, the one in which the rows come: what changed last first
   * where versions are walked, as they were filed where any type is meant, else by chart, and
   * newest first.
   */
  static PostgresOrder of(Search search, List<Way> ways) {
    if (!search.order().isEmpty()) {
      return new PostgresOrder(search.order().stream().map(PostgresOrder::key).toList());
    }
    if (ways.stream().anyMatch(way -> way.narrowest() == null)) {
      return new PostgresOrder(List.of(plain(Kind.UPDATED, SortKey.Direction.DOWN)));
    }
    return ways.stream().anyMatch(way -> way.selection().isOfAny())
        ? new PostgresOrder(List.of())
        : new PostgresOrder(
            List.of(
                plain(Kind.CHART, SortKey.Direction.UP),
                plain(Kind.DATED, SortKey.Direction.DOWN)));
  }

  private static Key plain(Kind kind, SortKey.Direction direction) {
    return new Key(kind, direction, List.of());
  }

  private static Key key(SortKey key) {
    return switch (key.by()) {
      case SortKey.By.Id() -> plain(Kind.ID, key.direction());
      case SortKey.By.Updated() -> plain(Kind.UPDATED, key.direction());
      case SortKey.By.Values(SortKey.Column column, List<TypeParameter> of) ->
          new Key(
              switch (column) {
                case TEXT -> Kind.TEXT;
                case DATE -> Kind.DATE;
                case QUANTITY -> Kind.QUANTITY;
              },
              key.direction(),
              of);
    };
  }

  /**
   * Writes the keys as columns k0, k1 … of an entry's row; each has a comma after it.
   *
   * @param dated the row that has chart and date
   */
  void columns(SearchStatement out, String e, String dated) {
    for (int i = 0; i < keys.size(); i++) {
      column(out, e, dated, keys.get(i));
      out.add(" as k" + i + ", ");
    }
  }

  private static void column(SearchStatement out, String e, String dated, Key key) {
    switch (key.kind()) {
      case CHART -> out.add(dated).add(".chart");
      case DATED -> out.add(dated).add(".dated");
      case UPDATED -> out.add(e).add(".updated");
      case ID -> out.add("(select i.id from entry_id i where i.entry = ").add(e).add(".entry)");
      case TEXT -> value(out, e, key, "value", "text_term");
      case DATE -> value(out, e, key, "low", "date_term");
      case QUANTITY -> value(out, e, key, "value", "quantity_term");
    }
  }

  private static void value(SearchStatement out, String e, Key key, String column, String table) {
    long[] parameters = key.of().stream().mapToLong(TypeParameter::parameter).toArray();
    out.add(key.direction() == SortKey.Direction.UP ? "(select min(x." : "(select max(x.");
    out.add(column).add(") from ").add(table).add(" x where x.entry = ").add(e);
    out.add(".entry and x.parameter = any (").bind(parameters).add("))");
  }

  /** The order of rows that have these columns, before each what leads to it. */
  String text(String row) {
    String columns =
        IntStream.range(0, keys.size())
            .mapToObj(i -> row + "k" + i + direction(keys.get(i)) + ", ")
            .collect(Collectors.joining());
    return columns + row + "entry";
  }

  private static String direction(Key key) {
    if (key.direction() == SortKey.Direction.UP) {
      return "";
    }
    return key.of().isEmpty() ? " desc" : " desc nulls last";
  }

  /** Writes that a row comes after a place. */
  void after(SearchStatement out, Search.Place place) {
    out.add("(");
    for (int i = 0; i <= keys.size(); i++) {
      if (i > 0) {
        out.add(" or ");
      }
      out.add("(");
      for (int k = 0; k < i; k++) {
        same(out, k, place.keys().get(k));
        out.add(" and ");
      }
      if (i == keys.size()) {
        out.add("entry > ").bind(place.entry());
      } else {
        beyond(out, i, place.keys().get(i));
      }
      out.add(")");
    }
    out.add(")");
  }

  private void same(SearchStatement out, int i, Optional<Object> value) {
    out.add("k" + i);
    if (value.isEmpty()) {
      out.add(" is null");
    } else {
      out.add(" = ");
      bind(out, i, value.get());
    }
  }

  private void beyond(SearchStatement out, int i, Optional<Object> value) {
    if (value.isEmpty()) {
      out.add("false");
      return;
    }
    boolean up = keys.get(i).direction() == SortKey.Direction.UP;
    out.add("(k" + i + (up ? " > " : " < "));
    bind(out, i, value.get());
    out.add(" or k" + i + " is null)");
  }

  private void bind(SearchStatement out, int i, Object value) {
    switch (keys.get(i).kind()) {
      case UPDATED -> out.bindTime((Long) value);
      case CHART, DATED, DATE -> out.bind((long) (Long) value);
      case QUANTITY -> out.bind((double) (Double) value);
      case ID, TEXT -> out.bind((String) value);
    }
  }

  /** The place of a row, whose keys stand from this column on. */
  Search.Place place(ResultSet row, int column, long entry) throws SQLException {
    List<Optional<Object>> values = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      values.add(Optional.ofNullable(value(row, column + i, keys.get(i).kind())));
    }
    return new Search.Place(values, entry);
  }

  private static @Nullable Object value(ResultSet row, int column, Kind kind) throws SQLException {
    Object value =
        switch (kind) {
          case UPDATED -> SqlRows.micros(row, column);
          case CHART, DATED, DATE -> row.getLong(column);
          case QUANTITY -> row.getDouble(column);
          case ID, TEXT -> row.getString(column);
        };
    return row.wasNull() ? null : value;
  }
}
