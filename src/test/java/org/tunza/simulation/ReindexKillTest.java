package org.tunza.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.Ground;
import org.tunza.create.Drafts;
import org.tunza.platform.Randomness;
import org.tunza.platform.database.Sql;
import org.tunza.record.Change;
import org.tunza.record.EntryId;
import org.tunza.record.Records;
import org.tunza.record.Write;
import org.tunza.resource.content.FhirIndexing;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.search.terms.OwnAddresses;
import org.tunza.resource.search.terms.SearchCatalogue;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.resource.validation.Validator;
import org.tunza.store.index.TermHash;
import org.tunza.store.key.Dictionaries;
import org.tunza.store.key.KeyTree;
import org.tunza.store.key.Sealing;
import org.tunza.store.key.StoreOpening;
import org.tunza.store.reindex.IndexSurvey;
import org.tunza.store.reindex.ReindexStore;
import org.tunza.store.reindex.ReindexStore.Turn;
import org.tunza.testing.Findings;
import org.tunza.testing.TestDatabase;
import org.tunza.testing.TestStore;

/** Kills ./tunza reindex before each line that makes rows, takes them away, or notes the place. */
@Tag("slow")
final class ReindexKillTest {

  private static final Set<Class<?>> CLASSES = Set.of(ReindexStore.class);
  private static final Set<String> METHODS = Set.of("entries", "rows", "sweep", "end", "moved");
  private static final int PATIENTS = 5;

  @TempDir private Path folder;
  @AutoClose private final TestDatabase database = TestDatabase.fresh();
  private Path data;
  private Ground ground;

  @BeforeEach
  void fill() {
    data = folder.resolve("data");
    ground = Ground.on(database.database(), data);
    Records records = TestStore.records(ground);
    Drafts drafts =
        new Drafts(
            Validator.strict(Definitions.r4()), new OwnAddresses(List.of()), new SearchCatalogue());
    for (int i = 0; i < PATIENTS; i++) {
      ObjectNode patient =
          JsonReader.read(
                  """
                  {"resourceType":"Patient","name":[{"family":"Family%d"}],"birthDate":"1980-01-01",
                    "identifier":[{"system":"urn:test","value":"%1$d"}]}
                  """
                      .formatted(i)
                      .getBytes(UTF_8))
              .orThrow();
      Write create =
          new Write.Create(
              new EntryId("Patient", "p" + i),
              Optional.empty(),
              Write.Keys.NONE,
              basis -> drafts.draft(basis.id(), patient));
      records.commit(Change.of(create, Change.Returning.HEADERS), TestStore.WHO).orThrow();
    }
  }

  private void damage() {
    try (Connection superuser = database.superuser()) {
      Sql.update(superuser, "delete from text_term");
      Sql.update(superuser, "update date_term set low = low - 1");
      Sql.update(superuser, "insert into term select term, chart, dated, 4711 from term limit 3");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private Path config() throws IOException {
    return Files.writeString(
        folder.resolve("tunza.yaml"), "data: %s%n%s".formatted(data, database.settings()));
  }

  private void goOn() {
    IndexSurvey survey =
        new IndexSurvey(
            new StoreOpening(ground.keys(), new Sealing(Dictionaries.all(), Randomness.secure())),
            new FhirIndexing(new SearchCatalogue()),
            new TermHash(ground.secrets().secret(KeyTree.INDEX)));
    ReindexStore walker =
        new ReindexStore(
            database.database().transactions(), survey, ground.keys(), 1, Duration.ZERO);
    Turn turn = walker.goOn();
    while (turn == Turn.WENT_ON) {
      turn = walker.goOn();
    }
    assertThat(turn).isEqualTo(Turn.WHOLE);
    walker.release();
  }

  @Test
  void a_walk_killed_before_any_line_is_gone_on_with_and_leaves_nothing_wrong() throws Exception {
    String command = "org.tunza.Tunza reindex --reindex-share=100 --config " + config();
    int kills = 0;
    damage();
    assertThat(Findings.in(ground).all()).isNotEmpty();
    while (KilledAtLine.run(command, CLASSES, METHODS, kills)) {
      kills++;
      goOn();
      assertThat(Findings.in(ground).all()).as("after kill %d", kills).isEmpty();
      damage();
    }
    assertThat(kills).isGreaterThan(15);
    assertThat(Findings.in(ground).all()).isEmpty();
  }
}
