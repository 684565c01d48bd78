package org.tunza.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.platform.database.Sql;
import org.tunza.record.EntryId;
import org.tunza.store.index.Link;
import org.tunza.store.key.MasterKeys;
import org.tunza.testing.Findings;
import org.tunza.testing.PlainIndexing;
import org.tunza.testing.TestDatabase;
import org.tunza.testing.TestStore;

/** Where references that lead nowhere are accepted, what they name may come later. */
final class UnbornIdTest {
  @TempDir private static Path keys;
  @AutoClose private static final TestDatabase database = TestDatabase.fresh();
  private static TestStore store;

  @BeforeAll
  static void open() {
    store = TestStore.open(database, new MasterKeys(keys), PostgresRecords.Dangling.ACCEPTED);
  }

  private static EntryId observation(EntryId subject) {
    EntryId id = store.fresh("Observation");
    store.done(store.create(id, Map.of("subject", subject.id())));
    return id;
  }

  private static List<Long> linksTo(EntryId id) {
    long link = Link.term(PlainIndexing.SUBJECT, database.where(id.toString()).entry());
    return database
        .database()
        .read(connection ->
            Sql.query(
                connection, "select entry from term where term = ?", row -> row.getLong(1), link));
  }

  @Test
  void what_was_referred_to_before_it_came_is_linked_when_it_is_there() {
    EntryId patient = store.fresh("Patient");
    List<Long> entries =
        List.of(
            database.where(observation(patient).toString()).entry(),
            database.where(observation(patient).toString()).entry());
    store.done(store.update(patient, Map.of("name", "born")));
    assertThat(linksTo(patient)).containsExactlyInAnyOrderElementsOf(entries);
    assertThat(Findings.in(database.database(), store).all()).isEmpty();
  }

  @Test
  void several_may_refer_to_what_the_same_change_makes_and_to_what_nobody_makes() {
    EntryId made = store.fresh("Patient");
    EntryId unborn = store.fresh("Patient");
    EntryId first = store.fresh("Observation");
    EntryId second = store.fresh("Observation");
    store.done(
        store.create(first, Map.of("subject", made.id())),
        store.create(second, Map.of("subject", unborn.id())),
        store.create(made, Map.of()));
    assertThat(linksTo(made)).containsExactly(database.where(first.toString()).entry());
    assertThat(linksTo(unborn)).containsExactly(database.where(second.toString()).entry());
    assertThat(Findings.in(database.database(), store).all()).isEmpty();
  }

  @Test
  void an_update_takes_the_links_that_it_leaves_out() {
    EntryId patient = store.fresh("Patient");
    EntryId other = store.fresh("Patient");
    store.done(store.create(patient, Map.of()));
    EntryId observation = observation(patient);
    store.done(store.update(observation, Map.of("subject", other.id())));
    assertThat(linksTo(patient)).isEmpty();
    store.done(store.delete(observation));
    assertThat(linksTo(other)).isEmpty();
    assertThat(Findings.in(database.database(), store).all()).isEmpty();
  }
}
