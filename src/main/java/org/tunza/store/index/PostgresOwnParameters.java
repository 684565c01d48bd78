package org.tunza.store.index;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.tunza.platform.database.Sql;
import org.tunza.record.index.Indexing;
import org.tunza.record.index.OwnParameter;
import org.tunza.record.index.OwnParameter.Definition;
import org.tunza.record.index.OwnParameters;

/** Reads the search parameters of a store's own, and puts in and ends them. */
public final class PostgresOwnParameters {

  private static final String COLUMNS =
      """
      number, source, type, code, kind, expression, targets, since, ended is null,
        replaced_by is not null
      """;

  private PostgresOwnParameters() {}

  /**
   * One that is asked for.
   *
   * @param source the id of the entry that defines it
   * @param isReplaced whether it is answered only until another is ready
   */
  record Live(OwnParameter parameter, String source, boolean isReplaced) {}

  /** Has this program know what the store says now. */
  public static void keepUp(Connection connection, Indexing indexing) throws SQLException {
    SearchIndex index = PostgresSearchIndex.read(connection);
    if (index.scheme() > SearchIndex.SCHEME) {
      throw new ProgramOutdated();
    }
    List<OwnParameter> all =
        Sql.query(
            connection,
            "select %s from search_parameter order by number".formatted(COLUMNS),
            PostgresOwnParameters::parameter);
    indexing.keepUp(
        new OwnParameters(
            index.edition(), index.complete(), PostgresSearchIndex.percent(connection), all));
  }

  private static OwnParameter parameter(ResultSet row) throws SQLException {
    Definition definition =
        new Definition(
            row.getString(3),
            row.getString(4),
            row.getString(5),
            row.getString(6),
            List.of((String[]) Objects.requireNonNull(row.getArray(7)).getArray()));
    return new OwnParameter(row.getInt(1), definition, row.getLong(8), row.getBoolean(9));
  }

  /** Those that are asked for. */
  static List<Live> live(Connection connection) throws SQLException {
    return Sql.query(
        connection,
        "select %s from search_parameter where ended is null order by number".formatted(COLUMNS),
        row -> new Live(parameter(row), row.getString(2), row.getBoolean(10)));
  }

  /** What each entry defines, by its id. */
  public static Map<String, Set<Definition>> defined(Connection connection) throws SQLException {
    return live(connection).stream()
        .filter(one -> !one.isReplaced())
        .collect(
            Collectors.groupingBy(
                Live::source,
                Collectors.mapping(one -> one.parameter().definition(), Collectors.toSet())));
  }

  /** The number for the next one. */
  static int nextNumber(Connection connection) throws SQLException {
    return (int)
        Sql.number(
            connection,
            "select coalesce(max(number) + 1, ?) from search_parameter",
            OwnParameter.NUMBER_MIN);
  }

  static void add(Connection connection, OwnParameter parameter, String source)
      throws SQLException {
    Definition definition = parameter.definition();
    Sql.update(
        connection,
        """
        insert into search_parameter
          (number, source, type, code, kind, expression, targets, since)
        values (?, ?, ?, ?, ?, ?, ?::text[], ?)
        """,
        (short) parameter.number(),
        source,
        definition.type(),
        definition.code(),
        definition.kind(),
        definition.expression(),
        definition.targets().toArray(String[]::new),
        parameter.since());
  }

  static void end(Connection connection, int number, long edition) throws SQLException {
    Sql.update(
        connection,
        "update search_parameter set ended = ? where number = ?",
        edition,
        (short) number);
  }

  /** One that is replaced, and those that it was to replace. */
  static void replace(Connection connection, int number, int by) throws SQLException {
    Sql.update(
        connection,
        "update search_parameter set replaced_by = ? where number = ? or replaced_by = ?",
        (short) by,
        (short) number,
        (short) number);
  }

  /** How many are replaced by one that has all its rows now. */
  public static long overtaken(Connection connection) throws SQLException {
    return Sql.number(
        connection,
        """
        select count(*) from search_parameter p
        join search_parameter n on n.number = p.replaced_by
        where p.ended is null and n.since <= (select complete from search_index)
        """);
  }

  /** Ends those. */
  public static void endOvertaken(Connection connection, long edition) throws SQLException {
    Sql.update(
        connection,
        """
        update search_parameter p set ended = ?
        from search_parameter n
        where n.number = p.replaced_by and p.ended is null
          and n.since <= (select complete from search_index)
        """,
        edition);
  }
}
