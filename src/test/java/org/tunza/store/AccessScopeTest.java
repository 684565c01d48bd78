package org.tunza.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.record.AccessScope;
import org.tunza.record.EntryId;
import org.tunza.record.History;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.record.Version;
import org.tunza.record.index.Indexing.TypeParameter;
import org.tunza.record.search.Condition;
import org.tunza.record.search.Search;
import org.tunza.record.search.Selection;
import org.tunza.testing.TestDatabase;
import org.tunza.testing.TestStore;

/** What scopes show beside searches, which SearchOracleTest holds against an evaluator. */
final class AccessScopeTest {

  @TempDir static Path keys;
  @AutoClose private static final TestDatabase database = TestDatabase.fresh();
  private static TestStore store;

  @BeforeAll
  static void open() {
    store = TestStore.open(database, keys);
  }

  private static AccessScope granted(String type, Condition... all) {
    return new AccessScope.Granted(List.of(new Selection(type, List.of(all))));
  }

  private static AccessScope only(EntryId id) {
    return granted(id.type(), new Condition.Ids(List.of(id.id())));
  }

  private static AccessScope allBut(EntryId id) {
    return granted(id.type(), new Condition.Not(new Condition.Ids(List.of(id.id()))));
  }

  private static Optional<RefusalCode> refused(Outcome<?> outcome) {
    return outcome instanceof Outcome.Refused<?> refused
        ? Optional.of(refused.refusal().code())
        : Optional.empty();
  }

  private static List<EntryId> walked(AccessScope scope, History.Of of) {
    History history = new History(of, Optional.empty(), Optional.empty(), Optional.empty(), 1_000);
    return store.records().history(scope, history).orThrow().versions().stream()
        .map(Version::id)
        .toList();
  }

  private static EntryId patient() {
    EntryId id = store.fresh("Patient");
    store.done(store.create(id, Map.of("name", "Achieng")));
    store.done(store.update(id, Map.of("name", "Achieng Otieno")));
    return id;
  }

  @Test
  void who_sees_an_entry_sees_its_past_versions_and_nobody_else_does() {
    EntryId seen = patient();
    EntryId other = patient();
    assertThat(store.records().read(only(seen), seen, 1).orThrow().number()).isEqualTo(1);
    assertThat(refused(store.records().read(only(seen), other))).contains(RefusalCode.NOT_FOUND);
    assertThat(refused(store.records().read(only(seen), other, 1))).contains(RefusalCode.NOT_FOUND);
    assertThat(walked(only(seen), new History.Of.Type("Patient"))).containsExactly(seen, seen);
    assertThat(walked(only(seen), new History.Of.Everything())).containsExactly(seen, seen);
    assertThat(walked(allBut(seen), new History.Of.Type("Patient")))
        .contains(other)
        .doesNotContain(seen);
  }

  @Test
  void a_search_of_any_type_finds_only_what_is_granted_of_each() {
    EntryId patient = patient();
    EntryId other = patient();
    EntryId own = store.fresh("Observation");
    store.done(store.create(own, Map.of("subject", patient.id())));
    EntryId others = store.fresh("Observation");
    store.done(store.create(others, Map.of("subject", other.id())));
    AccessScope chart =
        new AccessScope.Granted(List.of(Selection.ofAny(List.of(new Condition.InChart(patient)))));
    AccessScope mixed =
        new AccessScope.Granted(
            List.of(
                new Selection("Patient", List.of(new Condition.Ids(List.of(other.id())))),
                new Selection("Observation", List.of())));
    assertThat(found(chart)).containsExactlyInAnyOrder(patient, own);
    assertThat(found(mixed)).contains(other, own, others).doesNotContain(patient);
    assertThat(walked(chart, new History.Of.Everything()))
        .containsExactlyInAnyOrder(patient, patient, own);
  }

  private static List<EntryId> found(AccessScope scope) {
    Search any = Search.all(List.of(Selection.ofAny(List.of())), 1_000);
    return store.records().search(scope, any).orThrow().versions().stream()
        .map(Version::id)
        .toList();
  }

  @Test
  void of_a_deleted_entry_is_told_only_to_those_who_see_all_of_its_type() {
    EntryId gone = patient();
    EntryId other = patient();
    store.done(store.delete(gone));
    AccessScope all = granted("Patient");
    assertThat(refused(store.records().read(all, gone))).contains(RefusalCode.GONE);
    assertThat(walked(all, new History.Of.Entry(gone))).hasSize(3);
    for (AccessScope some : List.of(only(gone), allBut(other), granted("Observation"))) {
      assertThat(refused(store.records().read(some, gone))).contains(RefusalCode.NOT_FOUND);
      assertThat(refused(store.records().read(some, gone, 1))).contains(RefusalCode.NOT_FOUND);
      assertThat(walked(some, new History.Of.Everything())).doesNotContain(gone);
    }
  }

  @Test
  void a_scope_that_the_index_cannot_tell_is_a_defect_and_shows_nothing() {
    EntryId id = patient();
    AccessScope vague = granted("Patient", new Condition.Missing(new TypeParameter(1, 1)));
    assertThatThrownBy(() -> store.records().read(vague, id))
        .isInstanceOf(IllegalArgumentException.class);
    Search search = Search.all(List.of(new Selection("Patient", List.of())), 10);
    assertThatThrownBy(() -> store.records().search(vague, search))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void who_is_granted_nothing_sees_nothing() {
    EntryId id = patient();
    AccessScope nothing = new AccessScope.Granted(List.of());
    assertThat(refused(store.records().read(nothing, id))).contains(RefusalCode.NOT_FOUND);
    assertThat(walked(nothing, new History.Of.Everything())).isEmpty();
    assertThat(
            store
                .records()
                .search(nothing, Search.all(List.of(new Selection("Patient", List.of())), 10))
                .orThrow()
                .versions())
        .isEmpty();
  }
}
