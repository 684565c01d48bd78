package org.tunza.platform.database;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * How rows become parameters of a statement: columns of arrays that unnest makes rows of again. For
 * rows of one entry, a column that is the same in all of them is one value: unnest costs the
 * database more than all else in a small statement.
 */
public final class Columns<T> {

  /** Whether a statement is about one entry, which is known from its text, or about several. */
  public enum Form {
    ONE_ENTRY,
    ENTRIES
  }

  /** Where a column's values may differ. */
  private enum Differing {
    BY_ROW,
    BY_ENTRY,
    NOWHERE
  }

  private record Column<T>(
      String name,
      String type,
      Differing differing,
      Function<List<T>, Object> array,
      Function<T, Object> value) {

    boolean isValue(Form form) {
      return switch (differing) {
        case BY_ROW -> false;
        case BY_ENTRY -> form == Form.ONE_ENTRY;
        case NOWHERE -> true;
      };
    }

    String source(Form form) {
      return (isValue(form) ? "?::%s as %s" : "unnest(?::%s[]) as %s").formatted(type, name);
    }

    Object parameter(List<T> rows, Form form) {
      return differing == Differing.BY_ENTRY && form == Form.ONE_ENTRY
          ? value.apply(rows.getFirst())
          : array.apply(rows);
    }
  }

  private final List<Column<T>> columns = new ArrayList<>();
  private Differing differing = Differing.BY_ENTRY;

  /** The columns that follow may differ from row to row of one entry. */
  public Columns<T> byRow() {
    differing = Differing.BY_ROW;
    return this;
  }

  public Columns<T> longs(String name, ToLongFunction<T> value) {
    return add(
        name, "bigint", rows -> rows.stream().mapToLong(value).toArray(), value::applyAsLong);
  }

  public Columns<T> ints(String name, ToIntFunction<T> value) {
    return add(name, "integer", rows -> rows.stream().mapToInt(value).toArray(), value::applyAsInt);
  }

  public Columns<T> shorts(String name, ToIntFunction<T> value) {
    return add(name, "smallint", rows -> array(rows, value), row -> (short) value.applyAsInt(row));
  }

  public Columns<T> doubles(String name, ToDoubleFunction<T> value) {
    return add(
        name, "float8", rows -> rows.stream().mapToDouble(value).toArray(), value::applyAsDouble);
  }

  public Columns<T> texts(String name, Function<T, String> value) {
    return add(name, "text", rows -> rows.stream().map(value).toArray(String[]::new), value::apply);
  }

  public Columns<T> bytes(String name, Function<T, byte[]> value) {
    return add(
        name, "bytea", rows -> rows.stream().map(value).toArray(byte[][]::new), value::apply);
  }

  /** Arrays of different length: all in one, {@code name}, with each one's first and last place. */
  public Columns<T> slices(String name, Function<T, long[]> value) {
    columns.add(
        new Column<>(
            name, "bigint[]", Differing.NOWHERE, rows -> inOne(rows, value), value::apply));
    add(name + "_from", "integer", rows -> ends(rows, value, true), row -> 1);
    return add(
        name + "_to", "integer", rows -> ends(rows, value, false), row -> value.apply(row).length);
  }

  private Columns<T> add(
      String name, String type, Function<List<T>, Object> array, Function<T, Object> value) {
    columns.add(new Column<>(name, type, differing, array, value));
    return this;
  }

  /** A subquery that gives the rows, its columns by their names. */
  public String source(Form form) {
    return columns.stream()
        .map(column -> column.source(form))
        .collect(Collectors.joining(", ", "(select ", ")"));
  }

  /** The statement that inserts the rows, with {@code %s} where they come from. */
  public String insertedInto(String table) {
    return "insert into %s (%s)\nselect %s from %%s as u"
        .formatted(table, named("%s", ", "), named("u.%s", ", "));
  }

  /** Whether a row is another, by their aliases: all columns are equal. */
  public String same(String row, String other) {
    return named(row + ".%1$s = " + other + ".%1$s", " and ");
  }

  private String named(String form, String between) {
    return columns.stream()
        .map(column -> form.formatted(column.name()))
        .collect(Collectors.joining(between));
  }

  /** Adds the parameters of that subquery. */
  public void bind(List<T> rows, Form form, List<Object> parameters) {
    for (Column<T> column : columns) {
      parameters.add(column.parameter(rows, form));
    }
  }

  private static <T> long[] inOne(List<T> rows, Function<T, long[]> value) {
    return rows.size() == 1
        ? value.apply(rows.getFirst())
        : rows.stream().map(value).flatMapToLong(Arrays::stream).toArray();
  }

  private static <T> short[] array(List<T> rows, ToIntFunction<T> value) {
    short[] values = new short[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) value.applyAsInt(rows.get(i));
    }
    return values;
  }

  /** The first places of each slice, from 1, or the last. */
  private static <T> int[] ends(List<T> rows, Function<T, long[]> value, boolean first) {
    int[] ends = new int[rows.size()];
    int place = 0;
    for (int i = 0; i < ends.length; i++) {
      int next = place + value.apply(rows.get(i)).length;
      ends[i] = first ? place + 1 : next;
      place = next;
    }
    return ends;
  }
}
