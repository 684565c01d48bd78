package org.tunza.platform.database;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Reads the column types for which JDBC has no accessor of its own; NULL becomes null. */
public final class SqlRows {
  private SqlRows() {}

  public static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** A time in microseconds since 1970; 0 when it is NULL, as with numbers. */
  public static long micros(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? 0 : ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant());
  }

  public static long @Nullable [] longs(ResultSet row, int column) throws SQLException {
    Long[] boxed = array(row, column, Long[].class);
    if (boxed == null) {
      return null;
    }
    long[] values = new long[boxed.length];
    for (int at = 0; at < boxed.length; at++) {
      values[at] = boxed[at];
    }
    return values;
  }

  public static int @Nullable [] ints(ResultSet row, int column) throws SQLException {
    Integer[] boxed = array(row, column, Integer[].class);
    if (boxed == null) {
      return null;
    }
    int[] values = new int[boxed.length];
    for (int at = 0; at < boxed.length; at++) {
      values[at] = boxed[at];
    }
    return values;
  }

  public static short @Nullable [] shorts(ResultSet row, int column) throws SQLException {
    Short[] boxed = array(row, column, Short[].class);
    if (boxed == null) {
      return null;
    }
    short[] values = new short[boxed.length];
    for (int at = 0; at < boxed.length; at++) {
      values[at] = boxed[at];
    }
    return values;
  }

  public static String @Nullable [] strings(ResultSet row, int column) throws SQLException {
    return array(row, column, String[].class);
  }

  public static byte @Nullable [][] byteArrays(ResultSet row, int column) throws SQLException {
    return array(row, column, byte[][].class);
  }

  private static <T> @Nullable T array(ResultSet row, int column, Class<T> type)
      throws SQLException {
    Array array = row.getArray(column);
    return array == null ? null : type.cast(array.getArray());
  }
}
