package org.tunza.store.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A statement while it is written: its text, and its parameters in their order. */
final class SearchStatement {
  private final StringBuilder text = new StringBuilder(1024);
  private final List<Object> parameters = new ArrayList<>();
  private int aliases;

  SearchStatement add(String part) {
    text.append(part);
    return this;
  }

  /** A name for a row of entry that no other in the statement has. */
  String alias() {
    return "e" + aliases++;
  }

  SearchStatement bind(long value) {
    return bind("?::bigint", value);
  }

  SearchStatement bind(int value) {
    return bind("?::integer", value);
  }

  /** A number of a type or a parameter. */
  SearchStatement bindShort(int value) {
    return bind("?::smallint", (short) value);
  }

  SearchStatement bind(String value) {
    return bind("?::text", value);
  }

  SearchStatement bind(double value) {
    return bind("?::float8", value);
  }

  SearchStatement bind(long[] values) {
    return bind("?::bigint[]", values);
  }

  SearchStatement bindTexts(Collection<String> values) {
    return bind("?::text[]", values.toArray(String[]::new));
  }

  /** A time in microseconds. */
  SearchStatement bindTime(long micros) {
    return bind("timestamptz 'epoch' + ?::bigint * interval '1 microsecond'", micros);
  }

  private SearchStatement bind(String place, Object value) {
    text.append(place);
    parameters.add(value);
    return this;
  }

  String text() {
    return text.toString();
  }

  Object[] parameters() {
    return parameters.toArray();
  }
}
