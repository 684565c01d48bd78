package org.tunza.store.write;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.tunza.platform.database.Columns.Form;
import org.tunza.platform.database.Sql;
import org.tunza.record.EntryKey;

/**
 * The statement that writes. It takes whatever there is as arrays, so that a bundle of a thousand
 * entries costs no more round trips than one entry; for one entry it names only the tables that get
 * rows, and takes values, not arrays, where it can.
 */
public final class PostgresWrite {

  private static final String GONE_COMPARTMENTS =
      """
      delete from compartment c
      using (select unnest(?::bigint[]) as home, unnest(?::bigint[]) as entry) as u
      where c.home = u.home and c.entry = u.entry
      """;

  private static final String UNIQUE_VIOLATION = "23505";

  /** The texts of statements, by their form and the parts that are in them. */
  private static final Map<Integer, String> TEXTS = new ConcurrentHashMap<>();

  private final Connection connection;

  public PostgresWrite(Connection connection) {
    this.connection = connection;
  }

  /** What comes after the rows: more of them, or the commit, in the same round trip. */
  public enum Then {
    MORE,
    COMMIT
  }

  /** Writes the rows; fails with SQLSTATE 40001 when an id was taken by an entry not known here. */
  public void write(WriteRows rows, Then then) throws SQLException {
    if (!rows.compartmentsGone.isEmpty()) {
      Sql.update(
          connection,
          GONE_COMPARTMENTS,
          rows.compartmentsGone.stream().mapToLong(EntryKey::chart).toArray(),
          rows.compartmentsGone.stream().mapToLong(EntryKey::entry).toArray());
    }
    Form form = rows.form();
    boolean changes =
        form == Form.ENTRIES
            && WriteParts.ALL.stream()
                .anyMatch(part -> part.kind() == WritePart.Kind.CHANGE && part.hasRows(rows));
    List<WritePart<?>> parts = new ArrayList<>(WriteParts.ALL.size());
    List<Object> parameters = new ArrayList<>();
    int key = (form == Form.ONE_ENTRY ? 4 : 2) + (then == Then.COMMIT ? 1 : 0);
    for (WritePart<?> part : WriteParts.ALL) {
      boolean wanted = isWanted(part, rows, form, changes);
      key = key << 1 | (wanted ? 1 : 0);
      if (wanted) {
        parts.add(part);
        part.bind(rows, form, parameters);
      }
    }
    String text = TEXTS.computeIfAbsent(key, _ -> text(parts, form, then));
    try {
      Sql.update(connection, text, parameters.toArray());
    } catch (SQLException e) {
      throw UNIQUE_VIOLATION.equals(e.getSQLState()) ? taken(e) : e;
    }
  }

  private static SQLException taken(SQLException cause) {
    return new SQLException("an id was taken meanwhile", "40001", cause);
  }

  /**
   * Whether the statement has a part: for one entry when there are rows for it. For several always,
   * but a part that changes old rows only when there are any, so that few are ever prepared.
   */
  private static boolean isWanted(WritePart<?> part, WriteRows rows, Form form, boolean changes) {
    return switch (form) {
      case ONE_ENTRY -> part.hasRows(rows);
      case ENTRIES -> part.kind() == WritePart.Kind.INSERT || changes;
    };
  }

  /** One statement, of which the last part is what it does, and the others come with it. */
  private static String text(List<WritePart<?>> parts, Form form, Then then) {
    String others =
        parts.subList(0, parts.size() - 1).stream()
            .map(part -> "%s as (%n%s)".formatted(part.name(), part.text(form)))
            .collect(Collectors.joining(",\n"));
    return "with %s%n%s%s"
        .formatted(others, parts.getLast().text(form), then == Then.COMMIT ? "; commit" : "");
  }
}
