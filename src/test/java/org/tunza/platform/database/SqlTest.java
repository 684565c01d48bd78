package org.tunza.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.tunza.testing.TestDatabase;

class SqlTest {
  @AutoClose private static final TestDatabase test = TestDatabase.fresh();

  @Test
  void arrays_of_numbers_text_and_bytes_come_back_as_sent() {
    long[] longs = {1, Long.MIN_VALUE, Long.MAX_VALUE};
    int[] ints = {3, -7};
    short[] shorts = {9, Short.MIN_VALUE};
    String[] strings = {"", "a,b", "{\"}", "Ünïcode"};
    byte[][] bytes = {{}, {0, 1, (byte) 255}};
    String sql = "SELECT ?::bigint[], ?::int[], ?::smallint[], ?::text[], ?::bytea[]";
    var read =
        test.database()
            .read(connection ->
                Sql.one(
                        connection,
                        sql,
                        row ->
                            new Object[] {
                              SqlRows.longs(row, 1),
                              SqlRows.ints(row, 2),
                              SqlRows.shorts(row, 3),
                              SqlRows.strings(row, 4),
                              SqlRows.byteArrays(row, 5)
                            },
                        longs,
                        ints,
                        shorts,
                        strings,
                        bytes)
                    .orElseThrow());
    assertThat(Arrays.deepEquals(read, new Object[] {longs, ints, shorts, strings, bytes}))
        .isTrue();
  }

  @Test
  void scalars_and_nulls_come_back_as_sent() {
    Instant instant = Instant.parse("2026-01-02T03:04:05.678Z");
    String sql = "SELECT ?::bigint, ?::text, ?::bytea, ?::timestamptz, ?::boolean, ?::text";
    test.database()
        .read(connection ->
            Sql.query(
                connection,
                sql,
                row -> {
                  assertThat(row.getLong(1)).isEqualTo(5);
                  assertThat(row.getString(2)).isEqualTo("x");
                  assertThat(row.getBytes(3)).isEqualTo(new byte[] {1, 2});
                  assertThat(SqlRows.instant(row, 4)).isEqualTo(instant);
                  assertThat(row.getBoolean(5)).isTrue();
                  assertThat(row.getString(6)).isNull();
                  return 1;
                },
                5L,
                "x",
                new byte[] {1, 2},
                instant,
                true,
                null));
  }

  @Test
  void every_statement_is_counted() {
    long before = Statements.count();
    test.database()
        .transact(connection -> {
          Sql.query(connection, "SELECT ?::bigint", row -> row.getLong(1), 1L);
          Sql.update(connection, "SET LOCAL statement_timeout = 1000");
          return Sql.number(connection, "SELECT 2");
        });
    assertThat(Statements.count() - before).isEqualTo(3);
  }

  @Test
  void two_rows_where_one_is_due_are_a_defect() {
    assertThatThrownBy(
            () -> test.database().read(c -> Sql.number(c, "SELECT generate_series(1, 2)")))
        .isInstanceOf(IllegalStateException.class);
  }
}
