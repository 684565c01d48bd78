package org.tunza.store.write;

import java.util.List;
import java.util.function.Function;
import org.tunza.platform.database.Columns;

/**
 * How rows go to one table: a part of the statement that writes.
 *
 * @param sql with {@code %s} where the rows come from
 * @param of takes the part's own rows from all that are written
 */
record WritePart<T>(
    Kind kind, String name, String sql, Columns<T> columns, Function<WriteRows, List<T>> of) {

  /** Whether old rows change or go, or new ones come. */
  enum Kind {
    CHANGE,
    INSERT
  }

  boolean hasRows(WriteRows rows) {
    return !of.apply(rows).isEmpty();
  }

  String text(Columns.Form form) {
    return sql.strip().formatted(columns.source(form));
  }

  void bind(WriteRows rows, Columns.Form form, List<Object> parameters) {
    columns.bind(of.apply(rows), form, parameters);
  }
}
