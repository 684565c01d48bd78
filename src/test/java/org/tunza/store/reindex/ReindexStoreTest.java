package org.tunza.store.reindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tunza.platform.StartRefusal;
import org.tunza.platform.database.DatabaseFault;
import org.tunza.platform.database.Sql;
import org.tunza.platform.database.Transactions;
import org.tunza.record.EntryId;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.record.Write;
import org.tunza.store.index.TermHash;
import org.tunza.store.key.StoreOpening;
import org.tunza.store.reindex.ReindexStore.Turn;
import org.tunza.store.verify.Finding;
import org.tunza.testing.Findings;
import org.tunza.testing.PlainIndexing;
import org.tunza.testing.TestDatabase;
import org.tunza.testing.TestStore;

final class ReindexStoreTest {

  /** More than two portions. */
  private static final int MANY = 1_200;

  private static final String[] ROWS = {"term", "text_term", "date_term", "quantity_term"};

  @TempDir private Path keys;
  @AutoClose private final TestDatabase database = TestDatabase.fresh();
  private TestStore store;
  private EntryId one;
  private EntryId other;

  @BeforeEach
  void fill() {
    store = TestStore.open(database, keys);
    one = store.fresh("Patient");
    other = store.fresh("Patient");
    store.done(store.create(one, Map.of("name", "one")), store.create(other, Map.of()));
  }

  private Transactions transactions() {
    return database.database().transactions();
  }

  private ReindexStore walker(long number, Duration lease) {
    IndexSurvey survey =
        new IndexSurvey(
            new StoreOpening(store.keys(), store.sealing()),
            new PlainIndexing(),
            new TermHash(new byte[32]));
    return new ReindexStore(transactions(), survey, store.keys(), number, lease);
  }

  private ReindexStore walker(long number) {
    return walker(number, Duration.ZERO);
  }

  private Map<String, String> members(String word) {
    return Map.of(
        "identifier",
        word,
        "subject",
        one.id(),
        "code",
        word,
        "name",
        word,
        "date",
        "86400000000",
        "amount",
        "1.5",
        "also",
        other.id());
  }

  private List<EntryId> observations(int count) {
    List<EntryId> ids = new ArrayList<>();
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      EntryId id = store.fresh("Observation");
      ids.add(id);
      writes.add(store.create(id, members("w" + i)));
    }
    store.done(writes.toArray(Write[]::new));
    return ids;
  }

  private void tamper(String sql) {
    try (Connection superuser = database.superuser()) {
      Sql.update(superuser, sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private void loseAll() {
    for (String table : ROWS) {
      tamper("delete from " + table);
    }
  }

  private List<Finding> findings() {
    return Findings.in(database.database(), store).all().stream()
        .filter(finding -> finding.kind() == Finding.Kind.INDEX_WRONG)
        .toList();
  }

  private static void walk(ReindexStore walker) {
    Turn turn = walker.goOn();
    while (turn == Turn.WENT_ON) {
      turn = walker.goOn();
    }
    assertThat(turn).isEqualTo(Turn.WHOLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from term",
        "delete from text_term",
        "delete from date_term",
        "delete from quantity_term",
        "delete from compartment",
        "update entry set tail = '{}'",
        "update entry set links = '{}'",
        "update entry set dated = dated + 1 where dated > 0",
        "update term set dated = dated + 1 where dated > 0",
        "update text_term set value = 'altered'",
        "update date_term set high = high + 1",
        "update quantity_term set value = 2",
        "update term set chart = 4711",
        "insert into term select * from term",
        "insert into text_term select chart, entry, type, 9, value from text_term",
        "insert into text_term select chart, 4711, type, 4, value from text_term",
        "insert into compartment select chart + 1, home, entry, role from compartment"
      })
  void altered_rows_are_made_right_and_verification_finds_them_before_and_not_after(String damage) {
    observations(3);
    store.done(store.delete(observations(1).getFirst()));
    assertThat(findings()).isEmpty();
    tamper(damage);
    assertThat(findings()).isNotEmpty();
    ReindexStore.ask(transactions());
    walk(walker(1));
    assertThat(findings()).isEmpty();
    assertThat(walker(1).standing().walk().mended()).isPositive();
  }

  @Test
  void a_walk_that_is_killed_between_portions_goes_on_where_it_stood() {
    observations(MANY);
    loseAll();
    ReindexStore.ask(transactions());
    ReindexStore killed = walker(1);
    for (int turn = 0; turn < 2; turn++) {
      assertThat(killed.goOn()).isEqualTo(Turn.WENT_ON);
    }
    assertThat(killed.standing().walk().done()).isEqualTo(200);
    ReindexStore next = walker(2);
    assertThat(next.goOn()).isEqualTo(Turn.WENT_ON);
    assertThat(next.standing().walk().done()).isEqualTo(400);
    walk(next);
    assertThat(findings()).isEmpty();
  }

  @Test
  void a_portion_that_is_killed_before_its_end_leaves_nothing_and_is_done_again() {
    observations(3);
    loseAll();
    ReindexStore.ask(transactions());
    ReindexStore walker = walker(1);
    assertThat(walker.goOn()).isEqualTo(Turn.WENT_ON);
    tamper("alter table text_term add constraint killed check (value <> 'w1')");
    assertThatThrownBy(walker::goOn).isInstanceOf(DatabaseFault.class);
    assertThat(walker.standing().walk().done()).isZero();
    assertThat(count("term")).isZero();
    tamper("alter table text_term drop constraint killed");
    walk(walker);
    assertThat(findings()).isEmpty();
  }

  @Test
  void of_two_programs_one_walks_and_the_other_takes_over_when_it_is_silent() {
    observations(MANY);
    loseAll();
    ReindexStore.ask(transactions());
    ReindexStore first = walker(1, Duration.ofHours(1));
    ReindexStore second = walker(2, Duration.ofHours(1));
    assertThat(first.goOn()).isEqualTo(Turn.WENT_ON);
    assertThat(second.goOn()).isEqualTo(Turn.ELSEWHERE);
    assertThat(first.goOn()).isEqualTo(Turn.WENT_ON);
    first.release();
    assertThat(second.goOn()).isEqualTo(Turn.WENT_ON);
    assertThat(first.goOn()).isEqualTo(Turn.ELSEWHERE);
    walk(second);
    assertThat(findings()).isEmpty();
  }

  @Test
  void what_is_written_while_the_walk_goes_on_is_found_by_its_last_version() {
    List<EntryId> ids = observations(MANY);
    loseAll();
    ReindexStore.ask(transactions());
    CompletableFuture<Void> walk = CompletableFuture.runAsync(() -> walk(walker(1)));
    for (int i = 0; i < 300; i++) {
      EntryId id = ids.get(i * 4);
      switch (i % 3) {
        case 0 -> store.done(store.update(id, members("again" + i)));
        case 1 -> store.done(store.delete(id));
        default -> store.done(store.create(store.fresh("Observation"), members("new" + i)));
      }
    }
    walk.join();
    assertThat(findings()).isEmpty();
  }

  @Test
  void two_walks_at_once_harm_nothing() {
    List<EntryId> ids = observations(MANY);
    loseAll();
    ReindexStore.ask(transactions());
    CompletableFuture<Void> first = CompletableFuture.runAsync(() -> untilWhole(walker(1)));
    CompletableFuture<Void> second = CompletableFuture.runAsync(() -> untilWhole(walker(2)));
    for (int i = 0; i < 100; i++) {
      store.done(store.update(ids.get(i), members("again" + i)));
    }
    first.join();
    second.join();
    assertThat(findings()).isEmpty();
  }

  private static void untilWhole(ReindexStore walker) {
    Turn turn = walker.goOn();
    while (turn != Turn.WHOLE) {
      turn = walker.goOn();
    }
  }

  @Test
  void a_walk_asked_for_while_one_goes_on_comes_after_it() {
    observations(3);
    ReindexStore.ask(transactions());
    ReindexStore walker = walker(1);
    assertThat(walker.goOn()).isEqualTo(Turn.WENT_ON);
    long edition = ReindexStore.ask(transactions());
    assertThat(walker.standing().isDone(edition)).isFalse();
    walk(walker);
    assertThat(walker.standing().isDone(edition)).isTrue();
    assertThat(walker.standing().walk().edition()).isEqualTo(edition);
  }

  @Test
  void rows_of_an_older_scheme_are_made_anew_and_those_of_a_newer_one_refuse_the_start() {
    observations(3);
    tamper("update search_index set scheme = 0");
    ReindexStore.prepare(transactions());
    assertThat(walker(1).standing().index().isWhole()).isFalse();
    walk(walker(1));
    ReindexStore.prepare(transactions());
    assertThat(walker(1).standing().index().isWhole()).isTrue();
    tamper("update search_index set scheme = 1000");
    assertThatThrownBy(() -> ReindexStore.prepare(transactions()))
        .isInstanceOf(StartRefusal.class)
        .hasMessageContaining("newer program");
  }

  @Test
  void a_program_that_does_not_know_the_scheme_of_another_writes_no_more() {
    EntryId id = observations(1).getFirst();
    tamper("update search_index set scheme = 1000, edition = edition + 1");
    assertThat(store.commit(store.update(id, members("late"))))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused ->
                assertThat(refused.refusal().code()).isEqualTo(RefusalCode.PROGRAM_OUTDATED));
  }

  @Test
  void nothing_but_rows_is_written() {
    observations(3);
    long versions = count("entry_version");
    long events = count("ledger_event");
    loseAll();
    ReindexStore.ask(transactions());
    walk(walker(1));
    assertThat(count("entry_version")).isEqualTo(versions);
    assertThat(count("ledger_event")).isEqualTo(events);
  }

  private long count(String table) {
    return transactions().read(c -> Sql.number(c, "select count(*) from " + table));
  }
}
