package org.tunza.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.platform.database.Sql;
import org.tunza.platform.database.Statements;
import org.tunza.record.AccessScope;
import org.tunza.record.Change;
import org.tunza.record.EntryId;
import org.tunza.record.History;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.record.Version;
import org.tunza.record.Write;
import org.tunza.record.Written;
import org.tunza.testing.TestDatabase;
import org.tunza.testing.TestStore;

final class RecordsTest {

  private static final AccessScope ALL = AccessScope.everything();

  @TempDir static Path keys;
  @AutoClose private static final TestDatabase database = TestDatabase.fresh();
  private static TestStore store;

  @BeforeAll
  static void open() {
    store = TestStore.open(database, keys);
  }

  private static Version read(EntryId id) {
    return store.records().read(ALL, id).orThrow();
  }

  private static RefusalCode refused(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<?>) outcome).refusal().code();
  }

  private static long number(String sql, Object... parameters) {
    try (Connection connection = database.superuser()) {
      return Sql.number(connection, sql, parameters);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void what_was_written_is_read_back_byte_for_byte() {
    EntryId id = store.fresh("Patient");
    Written written = store.done(store.create(id, Map.of("name", "Wanjiru"))).getFirst();
    Version version = read(id);
    assertThat(written.effect()).isEqualTo(Written.Effect.CREATED);
    assertThat(version.number()).isEqualTo(1);
    assertThat(version.content()).isEqualTo(written.content().orElseThrow());
    assertThat(version.lastUpdated()).isEqualTo(written.lastUpdated());
  }

  @Test
  void an_entry_lies_in_the_chart_of_its_patient() {
    EntryId patient = store.fresh("Patient");
    EntryId observation = store.fresh("Observation");
    EntryId organization = store.fresh("Organization");
    store.done(
        store.create(observation, Map.of("subject", patient.id())),
        store.create(patient, Map.of()),
        store.create(organization, Map.of()));
    EntryId later = store.fresh("Observation");
    store.done(store.create(later, Map.of("subject", patient.id())));
    long chart = read(patient).key().chart();
    assertThat(chart).isPositive();
    assertThat(read(observation).key().chart()).isEqualTo(chart);
    assertThat(read(later).key().chart()).isEqualTo(chart);
    assertThat(read(organization).key().chart()).isZero();
  }

  @Test
  void when_the_patient_changes_the_new_version_goes_to_the_new_chart_and_old_ones_stay() {
    EntryId first = store.fresh("Patient");
    EntryId second = store.fresh("Patient");
    EntryId observation = store.fresh("Observation");
    store.done(store.create(first, Map.of()), store.create(second, Map.of()));
    store.done(store.create(observation, Map.of("subject", first.id(), "code", "a")));
    store.done(store.update(observation, Map.of("subject", second.id(), "code", "a")));
    store.done(store.update(observation, Map.of("subject", second.id(), "code", "b")));
    assertThat(read(observation).key().chart()).isEqualTo(read(second).key().chart());
    Version old = store.records().read(ALL, observation, 1).orThrow();
    assertThat(old.key().chart()).isEqualTo(read(first).key().chart());
    History.Page page =
        store
            .records()
            .history(
                ALL,
                new History(
                    new History.Of.Entry(observation),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    10))
            .orThrow();
    assertThat(page.versions()).extracting(Version::number).containsExactly(3, 2, 1);
    assertThat(page.total()).contains(3);
  }

  @Test
  void the_same_content_again_makes_no_version() {
    EntryId id = store.fresh("Patient");
    store.done(store.create(id, Map.of("name", "a")));
    Written again = store.done(store.update(id, Map.of("name", "a"))).getFirst();
    assertThat(again.effect()).isEqualTo(Written.Effect.UNCHANGED);
    assertThat(again.number()).isEqualTo(1);
  }

  @Test
  void a_deleted_entry_is_gone_and_its_history_stays() {
    EntryId id = store.fresh("Patient");
    store.done(store.create(id, Map.of("identifier", "gone-1")));
    assertThat(store.done(store.delete(id)).getFirst().effect()).isEqualTo(Written.Effect.DELETED);
    assertThat(refused(store.records().read(ALL, id))).isEqualTo(RefusalCode.GONE);
    assertThat(store.records().read(ALL, id, 1).orThrow().number()).isEqualTo(1);
    assertThat(store.records().read(ALL, id, 2).orThrow().state()).isEqualTo(Version.State.DELETED);
    assertThat(store.done(store.delete(id)).getFirst().effect()).isEqualTo(Written.Effect.ABSENT);
    assertThat(match("gone-1")).isEmpty();
    store.done(store.update(id, Map.of("identifier", "gone-1")));
    assertThat(read(id).number()).isEqualTo(3);
    assertThat(match("gone-1")).containsExactly(id);
  }

  private static List<EntryId> match(String identifier) {
    return store.records().match(ALL, TestStore.identified("Patient", identifier), 10).orThrow();
  }

  @Test
  void an_entry_that_others_refer_to_is_not_deleted() {
    EntryId patient = store.fresh("Patient");
    EntryId observation = store.fresh("Observation");
    store.done(
        store.create(patient, Map.of()),
        store.create(observation, Map.of("subject", patient.id())));
    assertThat(refused(store.commit(store.delete(patient))))
        .isEqualTo(RefusalCode.STILL_REFERENCED);
    store.done(store.delete(patient), store.delete(observation));
    assertThat(refused(store.records().read(ALL, patient))).isEqualTo(RefusalCode.GONE);
  }

  @Test
  void a_reference_to_what_is_not_there_is_refused_and_nothing_is_written() {
    EntryId patient = store.fresh("Patient");
    EntryId observation = store.fresh("Observation");
    long before = number("select count(*) from entry_version");
    Outcome<List<Written>> outcome =
        store.commit(
            store.create(patient, Map.of()), store.create(observation, Map.of("subject", "none")));
    assertThat(refused(outcome)).isEqualTo(RefusalCode.DANGLING_REFERENCE);
    assertThat(((Outcome.Refused<?>) outcome).refusal().faults().getFirst().place())
        .isEqualTo("[1]");
    assertThat(number("select count(*) from entry_version")).isEqualTo(before);
    assertThat(refused(store.records().read(ALL, patient))).isEqualTo(RefusalCode.NOT_FOUND);
  }

  @Test
  void an_expected_version_that_is_not_current_is_refused() {
    EntryId id = store.fresh("Patient");
    store.done(store.create(id, Map.of("name", "a")));
    Write stale =
        new Write.Update(
            new Write.Target.One(id),
            OptionalInt.of(2),
            new Write.Absent.Refuse(),
            Write.Keys.NONE,
            store.drafting(Map.of("name", "b")));
    assertThat(refused(store.commit(stale))).isEqualTo(RefusalCode.VERSION_CONFLICT);
  }

  @Test
  void an_amended_entry_is_found_by_its_new_terms_and_no_longer_by_its_old() {
    EntryId id = store.fresh("Patient");
    store.done(store.create(id, Map.of("identifier", "old-1", "name", "a")));
    store.done(store.update(id, Map.of("identifier", "new-1", "name", "a")));
    assertThat(match("old-1")).isEmpty();
    assertThat(match("new-1")).containsExactly(id);
    long entry = read(id).key().entry();
    assertThat(number("select count(*) from term where entry = ?", entry)).isEqualTo(1);
    assertThat(number("select count(*) from text_term where entry = ?", entry)).isEqualTo(1);
  }

  @Test
  void a_create_needs_four_statements_and_a_read_one() {
    EntryId warm = store.fresh("Patient");
    store.done(store.create(warm, Map.of()));
    read(warm);
    long before = Statements.count();
    EntryId id = store.fresh("Patient");
    store.done(store.create(id, Map.of("identifier", "count-1")));
    assertThat(Statements.count() - before).isLessThanOrEqualTo(2);
    read(id);
    before = Statements.count();
    read(id);
    assertThat(Statements.count() - before).isEqualTo(1);
  }

  @Test
  void equal_conditions_of_two_programs_make_one_entry() throws Exception {
    TestStore second = TestStore.open(database, keys);
    List<Callable<List<Written>>> tasks = new ArrayList<>();
    for (int round = 0; round < 15; round++) {
      String identifier = "race-" + round;
      for (int client = 0; client < 8; client++) {
        TestStore mine = client % 2 == 0 ? store : second;
        tasks.add(() ->
            mine.done(
                mine.createUnless(
                    mine.fresh("Patient"), identifier, Map.of("identifier", identifier))));
      }
    }
    try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
      for (var done : clients.invokeAll(tasks)) {
        assertThat(done.get()).hasSize(1);
      }
    }
    for (int round = 0; round < 15; round++) {
      assertThat(match("race-" + round)).hasSize(1);
    }
  }

  @Test
  void what_is_done_under_a_key_is_done_once() {
    Change change =
        Change.of(store.create(store.fresh("Patient"), Map.of()), Change.Returning.CONTENT)
            .onceAs("part-1");
    assertThat(store.records().commit(change, TestStore.WHO)).isInstanceOf(Outcome.Done.class);
    Change again =
        Change.of(store.create(store.fresh("Patient"), Map.of()), Change.Returning.CONTENT)
            .onceAs("part-1");
    assertThat(refused(store.records().commit(again, TestStore.WHO)))
        .isEqualTo(RefusalCode.ALREADY_DONE);
  }

  @Test
  void a_sealed_version_put_elsewhere_does_not_open() throws SQLException {
    EntryId first = store.fresh("Patient");
    EntryId second = store.fresh("Patient");
    store.done(store.create(first, Map.of("name", "a")), store.create(second, Map.of("name", "b")));
    try (Connection connection = database.superuser()) {
      Sql.update(
          connection,
          """
          update entry_version v set sealed = (
            select sealed from entry_version o where o.chart = ? and o.entry = ?)
          where v.chart = ? and v.entry = ?
          """,
          read(first).key().chart(),
          read(first).key().entry(),
          read(second).key().chart(),
          read(second).key().entry());
    }
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> read(second))
        .isInstanceOf(org.tunza.store.key.Sealing.Altered.class);
  }

  @Test
  void content_is_in_no_table_in_clear() {
    EntryId id = store.fresh("Observation");
    store.done(store.create(id, Map.of("code", "unmistakable")));
    assertThat(new String(read(id).content(), UTF_8)).contains("unmistakable");
    assertThat(
            number(
                "select count(*) from entry_version where position(?::bytea in sealed) > 0",
                (Object) "unmistakable".getBytes(UTF_8)))
        .isZero();
  }

  @Test
  void a_large_change_is_one_commit() {
    Write[] writes = new Write[1_700];
    EntryId patient = store.fresh("Patient");
    writes[0] = store.create(patient, Map.of());
    for (int i = 1; i < writes.length; i++) {
      writes[i] =
          store.create(
              store.fresh("Observation"), Map.of("subject", patient.id(), "identifier", "l-" + i));
    }
    long before = number("select count(*) from ledger_commit");
    store
        .records()
        .commit(
            new Change(List.of(writes), List.of(), Change.Returning.HEADERS, place -> ""),
            TestStore.WHO)
        .orThrow();
    assertThat(number("select count(*) from ledger_commit")).isEqualTo(before + 1);
    assertThat(
            number(
                "select count(*) from entry_version where chart = ?", read(patient).key().chart()))
        .isEqualTo(1_700);
  }

  @Test
  void contents_come_back_until_one_does_not_fit() {
    List<Write> writes =
        List.of(
            store.create(store.fresh("Patient"), Map.of("name", "a".repeat(1_000))),
            store.create(store.fresh("Patient"), Map.of("name", "b".repeat(1_000))),
            store.create(store.fresh("Patient"), Map.of("name", "c")));
    List<Written> written =
        store
            .records()
            .commit(
                new Change(writes, List.of(), new Change.Returning(1_900), place -> ""),
                TestStore.WHO)
            .orThrow();
    assertThat(written)
        .extracting(one -> one.content().isPresent())
        .containsExactly(true, false, false);
  }
}
