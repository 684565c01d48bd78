package org.tunza.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tunza.platform.Randomness;
import org.tunza.platform.database.Sql;
import org.tunza.record.AccessScope;
import org.tunza.record.EntryId;
import org.tunza.record.History;
import org.tunza.record.Version;
import org.tunza.record.Write;
import org.tunza.testing.Await;
import org.tunza.testing.TestDatabase;
import org.tunza.testing.TestStore;

/** Readers who go on from the last version they saw, while some commits end late on purpose. */
final class HistoryHorizonTest {
  private static final int WRITERS = 4;
  private static final int COMMITS = 40;
  private static final int PAGE = 5;

  @TempDir private Path keys;
  private final Set<EntryId> written = ConcurrentHashMap.newKeySet();
  private final List<Instant> times = Collections.synchronizedList(new ArrayList<>());

  @ParameterizedTest
  @ValueSource(strings = {"Patient", ""})
  void a_commit_that_ends_late_is_never_passed_by(String type) throws InterruptedException {
    try (TestDatabase database = TestDatabase.fresh()) {
      TestStore store = TestStore.open(database, keys);
      List<Thread> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        Randomness chance = Randomness.seeded(i);
        writers.add(Thread.ofPlatform().start(() -> write(store, chance)));
      }
      History.Of of = type.isEmpty() ? new History.Of.Everything() : new History.Of.Type(type);
      Set<EntryId> seen = new HashSet<>();
      AtomicReference<Instant> since = new AtomicReference<>(Instant.EPOCH);
      while (writers.stream().anyMatch(Thread::isAlive)) {
        since.set(walk(store, of, since.get(), seen));
      }
      for (Thread writer : writers) {
        writer.join();
      }
      Await.until(
          "all that was written is seen",
          () -> {
            since.set(walk(store, of, since.get(), seen));
            return seen.containsAll(written);
          });
      assertThat(written).hasSize(WRITERS * COMMITS);
      assertThat(seen).isEqualTo(written);
      assertThat(times).as("no commit ended late").isNotEqualTo(times.stream().sorted().toList());
    }
  }

  @Test
  void after_the_clock_stepped_back_no_commit_is_before_what_is_there() throws SQLException {
    try (TestDatabase database = TestDatabase.fresh()) {
      TestStore store = TestStore.open(database, keys);
      EntryId before = created(store);
      Instant ahead = date(database, before, "clock_timestamp() + interval '3 seconds'");
      EntryId after = store.fresh("Patient");
      Instant later = store.done(quick(store, after)).getFirst().lastUpdated();
      assertThat(later).isAfterOrEqualTo(ahead).isBefore(ahead.plusMillis(2));
      Set<EntryId> seen = new HashSet<>();
      walk(store, new History.Of.Everything(), Instant.EPOCH, seen);
      assertThat(seen).containsExactlyInAnyOrder(before, after);
    }
  }

  @Test
  void a_version_from_a_clock_that_ran_days_ahead_moves_no_commit() throws SQLException {
    try (TestDatabase database = TestDatabase.fresh()) {
      TestStore store = TestStore.open(database, keys);
      Instant future = date(database, created(store), "clock_timestamp() + interval '3 days'");
      assertThat(store.done(quick(store, store.fresh("Patient"))).getFirst().lastUpdated())
          .isBefore(future.minus(Duration.ofDays(1)));
    }
  }

  @Test
  void a_commit_that_holds_a_time_still_to_come_hides_nothing_that_is_there() throws SQLException {
    try (TestDatabase database = TestDatabase.fresh()) {
      TestStore store = TestStore.open(database, keys);
      EntryId there = created(store);
      try (Connection superuser = database.superuser()) {
        Sql.one(
            superuser,
            """
            select pg_advisory_lock_shared(21089,
              ((extract(epoch from clock_timestamp()) * 1000 + 5000)::bigint & 2147483647)::integer)
            """,
            row -> "held");
        Set<EntryId> seen = new HashSet<>();
        walk(store, new History.Of.Everything(), Instant.EPOCH, seen);
        assertThat(seen).containsExactly(there);
      }
    }
  }

  /** Gives the only version of an entry another date; says which. */
  private static Instant date(TestDatabase database, EntryId id, String date) throws SQLException {
    try (Connection superuser = database.superuser()) {
      return Sql.one(
              superuser,
              """
              update entry_version v set updated = date_trunc('milliseconds', %s)
              from entry_id i
              where i.id = ? and v.chart = i.chart and v.entry = i.entry returning v.updated
              """
                  .formatted(date),
              row -> row.getTimestamp(1).toInstant(),
              id.id())
          .orElseThrow();
    }
  }

  private void write(TestStore store, Randomness chance) {
    for (int i = 0; i < COMMITS; i++) {
      EntryId id = store.fresh("Patient");
      times.add(
          store
              .done(i % 4 == 0 ? late(store, id, chance) : quick(store, id))
              .getFirst()
              .lastUpdated());
      written.add(id);
    }
  }

  private static EntryId created(TestStore store) {
    EntryId id = store.fresh("Patient");
    store.done(quick(store, id));
    return id;
  }

  private static Write quick(TestStore store, EntryId id) {
    return store.create(id, Map.of("name", "quick"));
  }

  /** With a condition, so that its draft is made when its time has been taken. */
  private static Write late(TestStore store, EntryId id, Randomness chance) {
    Duration pause = Duration.ofMillis(20 + chance.below(60));
    Write.Create quick =
        (Write.Create) store.createUnless(id, id.id(), Map.of("identifier", id.id()));
    return new Write.Create(
        id,
        quick.unless(),
        quick.keys(),
        basis -> {
          LockSupport.parkNanos(pause.toNanos());
          return quick.drafting().draft(basis);
        });
  }

  /** Reads all pages from a moment on; says the newest moment that was seen. */
  private static Instant walk(TestStore store, History.Of of, Instant since, Set<EntryId> seen) {
    Instant newest = since;
    Optional<History.Cursor> after = Optional.empty();
    do {
      History history = new History(of, Optional.of(since), Optional.empty(), after, PAGE);
      History.Page page = store.records().history(AccessScope.everything(), history).orThrow();
      for (Version version : page.versions()) {
        seen.add(version.id());
        newest = version.lastUpdated().isAfter(newest) ? version.lastUpdated() : newest;
      }
      after = page.next();
    } while (after.isPresent());
    return newest;
  }
}
