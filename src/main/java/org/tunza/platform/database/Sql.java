package org.tunza.platform.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends one statement over plain JDBC: parameters bound by position, rows mapped by a function.
 * Arrays (long[], int[], short[], String[], byte[][] and others) go as one binary parameter, for
 * use with unnest or any(?). See https://jdbc.postgresql.org/documentation/server-prepare/.
 */
public final class Sql {
  private Sql() {}

  /** Makes a value of the row at which the result stands. */
  @FunctionalInterface
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Takes each row in turn. */
  @FunctionalInterface
  public interface Each {
    void take(ResultSet row) throws SQLException;
  }

  /** Every row, mapped; for results whose size the statement itself limits. */
  public static <T> List<T> query(
      Connection connection, String sql, Row<T> row, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = bound(connection, sql, parameters);
        ResultSet result = statement.executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(row.read(result));
      }
      return rows;
    }
  }

  /** The only row, mapped, if there is one; two are a defect. */
  public static <T> Optional<T> one(
      Connection connection, String sql, Row<T> row, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = bound(connection, sql, parameters);
        ResultSet result = statement.executeQuery()) {
      if (!result.next()) {
        return Optional.empty();
      }
      T value = row.read(result);
      if (result.next()) {
        throw new IllegalStateException("one row expected, several found");
      }
      return Optional.of(value);
    }
  }

  /** The number in the first column of the only row. */
  public static long number(Connection connection, String sql, @Nullable Object... parameters)
      throws SQLException {
    return one(connection, sql, row -> row.getLong(1), parameters).orElseThrow();
  }

  /**
   * Every row, one after the other, fetched in portions; inside a transaction, since PostgreSQL
   * otherwise sends all rows at once.
   */
  public static void each(
      Connection connection, int portion, String sql, Each each, @Nullable Object... parameters)
      throws SQLException {
    if (connection.getAutoCommit()) {
      throw new IllegalStateException("rows come in portions only inside a transaction");
    }
    try (PreparedStatement statement = bound(connection, sql, parameters)) {
      statement.setFetchSize(portion);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          each.take(result);
        }
      }
    }
  }

  /**
   * Sends a statement without result; says how many rows it touched. Of several, which go in one
   * round trip, the first says so, and when one fails those after it are not run.
   */
  public static int update(Connection connection, String sql, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = bound(connection, sql, parameters)) {
      return statement.executeUpdate();
    }
  }

  private static PreparedStatement bound(
      Connection connection, String sql, @Nullable Object[] parameters) throws SQLException {
    Statements.sent();
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      for (int at = 0; at < parameters.length; at++) {
        bind(statement, at + 1, parameters[at]);
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  private static void bind(PreparedStatement statement, int at, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case null -> statement.setNull(at, Types.NULL);
      case Long number -> statement.setLong(at, number);
      case String text -> statement.setString(at, text);
      case byte[] bytes -> statement.setBytes(at, bytes);
      case Integer number -> statement.setInt(at, number);
      case Short number -> statement.setShort(at, number);
      case Boolean truth -> statement.setBoolean(at, truth);
      case Instant instant -> statement.setObject(at, instant.atOffset(ZoneOffset.UTC));
      default -> statement.setObject(at, value);
    }
  }
}
