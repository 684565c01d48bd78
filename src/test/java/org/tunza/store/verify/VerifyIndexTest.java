package org.tunza.store.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tunza.platform.database.Sql;
import org.tunza.record.AccessScope;
import org.tunza.record.EntryId;
import org.tunza.record.EntryKey;
import org.tunza.store.verify.Finding.Kind;
import org.tunza.testing.Findings;
import org.tunza.testing.TestDatabase;
import org.tunza.testing.TestStore;

/** Each test works on an entry of its own and looks at the findings about that entry alone. */
final class VerifyIndexTest {
  @TempDir private static Path keys;
  @AutoClose private static final TestDatabase database = TestDatabase.fresh();
  private static TestStore store;
  private static EntryId one;
  private static EntryId other;

  @BeforeAll
  static void fill() {
    store = TestStore.open(database, keys);
    one = store.fresh("Patient");
    other = store.fresh("Patient");
    store.done(store.create(one, Map.of("name", "one")), store.create(other, Map.of()));
  }

  private static EntryId observation() {
    EntryId id = store.fresh("Observation");
    store.done(store.create(id, members("first", one, other)));
    return id;
  }

  private static Map<String, String> members(String word, EntryId subject, EntryId also) {
    return Map.of(
        "identifier",
        word,
        "subject",
        subject.id(),
        "code",
        word,
        "name",
        word,
        "date",
        "86400000000",
        "amount",
        "1.5",
        "also",
        also.id());
  }

  private static EntryKey key(EntryId id) {
    return store.records().read(AccessScope.everything(), id).orThrow().key();
  }

  private static List<Finding> about(EntryKey key) {
    return Findings.in(database.database(), store).about(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from term where chart = ? and entry = ?",
        "delete from text_term where chart = ? and entry = ?",
        "delete from date_term where chart = ? and entry = ?",
        "delete from quantity_term where chart = ? and entry = ?",
        "delete from compartment where home = ? and entry = ?",
        "update entry set tail = '{}' where chart = ? and entry = ?",
        "update entry set links = '{}' where chart = ? and entry = ?",
        "update entry set dated = dated + 1 where chart = ? and entry = ?",
        "update entry_id set entry = -entry where chart = ? and entry = ?",
        "update term set dated = dated + 1 where chart = ? and entry = ?",
        "update text_term set value = 'altered' where chart = ? and entry = ?",
        "update date_term set high = high + 1 where chart = ? and entry = ?",
        "update quantity_term set value = 2 where chart = ? and entry = ?",
        "insert into term select * from term where chart = ? and entry = ?",
        "insert into term select term + 1, chart, dated, entry from term "
            + "where chart = ? and entry = ?",
        "insert into text_term select chart, entry, type, 9, value from text_term "
            + "where chart = ? and entry = ?",
        "insert into date_term select low - 1, high, chart, entry, type, parameter from date_term "
            + "where chart = ? and entry = ?",
        "insert into quantity_term select value, unit + 1, chart, entry, type, parameter "
            + "from quantity_term where chart = ? and entry = ?",
        "insert into compartment select chart + 1, home, entry, role from compartment "
            + "where home = ? and entry = ?",
        "insert into entry_id select chart, entry, type, 'alias' from entry_id "
            + "where chart = ? and entry = ?"
      })
  void an_altered_index_row_is_found_by_its_entry(String tampering) throws SQLException {
    EntryKey key = key(observation());
    assertThat(about(key)).isEmpty();
    try (Connection superuser = database.superuser()) {
      assertThat(Sql.update(superuser, tampering, key.chart(), key.entry())).isPositive();
    }
    assertThat(about(key)).isNotEmpty();
    assertThat(about(key)).extracting(Finding::kind).containsOnly(Kind.INDEX_WRONG);
    assertThat(about(key))
        .extracting(Finding::entry)
        .allSatisfy(entry -> assertThat(entry.entry()).isEqualTo(key.entry()));
  }

  @Test
  void an_amended_a_deleted_and_a_revived_entry_are_clean() {
    EntryId id = observation();
    EntryKey key = key(id);
    store.done(store.update(id, members("second", one, other)));
    assertThat(about(key)).isEmpty();
    store.done(store.delete(id));
    assertThat(about(key)).isEmpty();
    store.done(store.update(id, members("third", one, other)));
    assertThat(about(key)).isEmpty();
  }

  @Test
  void an_entry_that_moves_between_charts_and_back_stays_whole_and_clean() {
    EntryId id = observation();
    EntryId third = store.fresh("Patient");
    store.done(store.create(third, Map.of()));
    List<EntryId> subjects = List.of(one, other, one, third, other, one);
    for (int i = 1; i < subjects.size(); i++) {
      EntryId also = subjects.get(i).equals(one) ? other : one;
      store.done(store.update(id, members("w" + i, subjects.get(i), also)));
      assertThat(key(id).chart()).isEqualTo(key(subjects.get(i)).chart());
      assertThat(about(key(id))).isEmpty();
    }
    for (int number = 1; number <= subjects.size(); number++) {
      assertThat(store.records().read(AccessScope.everything(), id, number).orThrow().key().chart())
          .isEqualTo(key(subjects.get(number - 1)).chart());
    }
  }

  @Test
  void a_patient_made_later_in_the_same_change_is_concerned_too() throws SQLException {
    EntryId late = store.fresh("Patient");
    EntryId id = store.fresh("Observation");
    store.done(store.create(id, members("early", one, late)), store.create(late, Map.of()));
    EntryKey key = key(id);
    assertThat(about(key)).isEmpty();
    try (Connection superuser = database.superuser()) {
      long rows =
          Sql.number(
              superuser,
              "select count(*) from compartment where chart = ? and entry = ?",
              key(late).chart(),
              key.entry());
      assertThat(rows).isEqualTo(1);
    }
  }

  @Test
  void a_lost_version_of_an_entry_that_moved_is_found() throws SQLException {
    EntryId id = observation();
    EntryKey first = key(id);
    store.done(store.update(id, members("again", one, other)));
    store.done(store.update(id, members("moved", other, one)));
    assertThat(about(first)).isEmpty();
    try (Connection superuser = database.superuser()) {
      for (String table : List.of("entry_version", "ledger_event")) {
        String sql =
            "delete from %s where chart = ? and entry = ? and version = 2".formatted(table);
        assertThat(Sql.update(superuser, sql, first.chart(), first.entry())).isEqualTo(1);
      }
    }
    assertThat(about(first)).extracting(Finding::kind).contains(Kind.VERSION_GAP);
  }
}
