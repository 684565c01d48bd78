package org.tunza.store.terminology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tunza.platform.Randomness;
import org.tunza.platform.database.DatabaseFault;
import org.tunza.platform.database.Sql;
import org.tunza.platform.database.Transactions;
import org.tunza.record.terminology.CodeSystem;
import org.tunza.record.terminology.CodeSystem.Extent;
import org.tunza.record.terminology.CodeSystems.Loaded;
import org.tunza.record.terminology.Concept;
import org.tunza.record.terminology.Concepts;
import org.tunza.record.terminology.ConceptsContract;
import org.tunza.record.terminology.Hierarchy;
import org.tunza.testing.TestDatabase;

final class PostgresCodeSystemsTest implements ConceptsContract {

  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  @AutoClose private static final TestDatabase database = TestDatabase.fresh();

  private final PostgresCodeSystems codeSystems =
      new PostgresCodeSystems(database.database().transactions());

  private static void load(CodeSystem codeSystem, List<Concept> concepts, Instant at) {
    Transactions owner = new Transactions(database.database().owner(), Randomness.secure());
    new PostgresCodeSystemLoad(owner)
        .load(
            codeSystem,
            ((Hierarchy.Made.Sound) Hierarchy.of(concepts)).hierarchy(),
            new PostgresCodeSystemLoad.Origin("vehicles.json", 2, at),
            new AtomicLong());
  }

  @BeforeEach
  void load() {
    load(VEHICLES, CONCEPTS, AT);
  }

  @Override
  public Concepts concepts() {
    return codeSystems.find(VEHICLES.url(), "1").orElseThrow();
  }

  @Test
  void a_version_that_is_loaded_again_takes_the_place_of_the_one_before() throws SQLException {
    try (var superuser = database.superuser()) {
      Sql.update(
          superuser, "insert into concept values (99, 0, 'left', 'by a kill', '{}', '{}', '')");
    }
    load(VEHICLES, CONCEPTS.subList(0, 1), AT.plusSeconds(1));
    assertThat(concepts().size()).isEqualTo(1);
    assertThat(codeSystems.all())
        .filteredOn(one -> one.codeSystem().equals(VEHICLES))
        .containsExactly(new Loaded(VEHICLES, 1, AT.plusSeconds(1), "vehicles.json", 2));
    for (String table : List.of("concept", "concept_designation", "concept_property")) {
      try (var superuser = database.superuser()) {
        assertThat(
                Sql.number(
                    superuser,
                    "select count(*) from %s where system not in (select number from code_system)"
                        .formatted(table)))
            .isZero();
      }
    }
  }

  @Test
  void a_load_that_fails_leaves_what_was_there() {
    Concept bad =
        new Concept(
            "X", "not \u0000 allowed", Concept.State.ACTIVE, List.of(), List.of(), List.of());
    assertThatThrownBy(() -> load(VEHICLES, List.of(bad), AT)).isInstanceOf(DatabaseFault.class);
    assertThat(concepts().size()).isEqualTo(CONCEPTS.size());
  }

  @Test
  void without_a_version_the_one_that_was_loaded_last_is_meant() {
    CodeSystem second = new CodeSystem(VEHICLES.url(), "0", "Old", "", Extent.FRAGMENT);
    load(second, CONCEPTS.subList(0, 2), AT.plusSeconds(9));
    assertThat(codeSystems.find(VEHICLES.url(), "").orElseThrow().codeSystem()).isEqualTo(second);
    assertThat(codeSystems.find(VEHICLES.url(), "1").orElseThrow().codeSystem())
        .isEqualTo(VEHICLES);
    assertThat(codeSystems.find(VEHICLES.url(), "2")).isEmpty();
    assertThat(codeSystems.ofValueSet("urn:test:all-vehicles")).contains(VEHICLES);
    assertThat(codeSystems.ofValueSet("")).isEmpty();
  }
}
