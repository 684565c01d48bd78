package org.tunza.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tunza.testing.TestDatabase;

class TransactionsTest {
  @AutoClose private static final TestDatabase test = TestDatabase.fresh();

  @BeforeAll
  static void open() throws SQLException {
    try (Connection owner = test.database().owner().getConnection()) {
      Sql.update(owner, "CREATE TABLE tally (id int PRIMARY KEY, n int NOT NULL)");
      Sql.update(owner, "GRANT SELECT, INSERT, UPDATE, DELETE ON tally TO tunza_app");
    }
  }

  @BeforeEach
  void two_rows() {
    transact("DELETE FROM tally");
    transact("INSERT INTO tally VALUES (1, 0), (2, 0)");
  }

  @Test
  void a_deadlock_reaches_nobody() throws Exception {
    CountDownLatch bothHoldOne = new CountDownLatch(2);
    AtomicInteger tries = new AtomicInteger();
    try (ExecutorService clerks = Executors.newFixedThreadPool(2)) {
      Future<Integer> up = clerks.submit(() -> bumpBoth(1, 2, bothHoldOne, tries));
      Future<Integer> down = clerks.submit(() -> bumpBoth(2, 1, bothHoldOne, tries));
      assertThat(up.get(60, TimeUnit.SECONDS) + down.get(60, TimeUnit.SECONDS)).isEqualTo(2);
    }
    assertThat(sum()).isEqualTo(4);
    assertThat(tries.get()).isGreaterThan(2);
  }

  private static int bumpBoth(
      int first, int second, CountDownLatch bothHoldOne, AtomicInteger tries) {
    return test.database()
        .transact(connection -> {
          tries.incrementAndGet();
          Sql.update(connection, "UPDATE tally SET n = n + 1 WHERE id = ?", first);
          bothHoldOne.countDown();
          awaitQuietly(bothHoldOne);
          return Sql.update(connection, "UPDATE tally SET n = n + 1 WHERE id = ?", second);
        });
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the other clerk never came");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void what_fails_leaves_nothing_and_gives_its_connection_back() {
    for (int round = 0; round < 30; round++) {
      assertThatThrownBy(() ->
              test.database()
                  .transact(connection -> {
                    Sql.update(connection, "UPDATE tally SET n = 9");
                    throw new IllegalStateException("on purpose");
                  }))
          .hasMessage("on purpose");
    }
    assertThat(sum()).isZero();
  }

  @Test
  void a_fault_tells_its_state_and_not_what_was_sent() {
    assertThatThrownBy(
            () -> test.database().read(c -> Sql.number(c, "SELECT ?::text::int", "secret")))
        .isInstanceOfSatisfying(
            DatabaseFault.class, fault -> assertThat(fault.state()).isEqualTo("22P02"))
        .hasStackTraceContaining("22P02")
        .satisfies(fault -> {
          for (Throwable at = fault; at != null; at = at.getCause()) {
            assertThat(at.toString()).doesNotContain("secret");
          }
        });
    assertThatThrownBy(() -> transact("INSERT INTO tally VALUES (1, 4242)"))
        .isInstanceOfSatisfying(
            DatabaseFault.class, fault -> assertThat(fault.state()).isEqualTo("23505"))
        .satisfies(fault -> {
          for (Throwable at = fault; at != null; at = at.getCause()) {
            assertThat(at.toString()).doesNotContain("Key (");
          }
        });
  }

  private static void transact(String sql) {
    test.database().transact(connection -> Sql.update(connection, sql));
  }

  private static long sum() {
    return test.database().read(c -> Sql.number(c, "SELECT sum(n) FROM tally"));
  }
}
