package org.tunza.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.platform.Randomness;
import org.tunza.platform.database.Sql;
import org.tunza.record.EntryKey;
import org.tunza.store.blob.Blobs;
import org.tunza.store.key.KeyDestruction;
import org.tunza.store.key.MasterKeys;
import org.tunza.testing.Reply;
import org.tunza.testing.TestServer;
import org.tunza.testing.TestStore;

/** What a client hears of records whose keys are gone, and of a program without the master key. */
final class DestroyedTest {

  private static final TestServer SERVER = TestServer.start(List.of());

  private static void destroy(MasterKeys masters, KeyDestruction.Target target) {
    new KeyDestruction(
            masters, Randomness.secure(), name -> Blobs.remove(SERVER.ground().blobStore(), name))
        .run(SERVER.database().database().disposing(), target);
  }

  private static void destroy(EntryKey entry) {
    destroy(
        SERVER.ground().masters(), new KeyDestruction.Target.Chart(entry.chart(), TestStore.WHO));
  }

  private static String patient(String identifier) {
    return SERVER.post("/Patient", Samples.identified(identifier, "Otieno")).is(201).entry();
  }

  private static void assertDestroyed(Reply reply) {
    assertThat(reply.is(410).code()).isEqualTo("TNZ-0122");
    assertThat(reply.text()).contains("destroyed");
  }

  @Test
  void what_was_destroyed_is_gone_for_every_way_to_it() {
    String patient = patient("doomed");
    String observation =
        SERVER.post("/Observation", Samples.observation(patient, "70.0")).is(201).entry();
    destroy(SERVER.database().where(patient));
    for (String entry : List.of(patient, observation)) {
      assertDestroyed(SERVER.get("/" + entry));
      assertDestroyed(SERVER.get("/" + entry + "/_history/1"));
      assertDestroyed(SERVER.get("/" + entry + "/_history"));
      assertDestroyed(SERVER.delete("/" + entry));
    }
    String id = patient.substring("Patient/".length());
    assertDestroyed(SERVER.put("/" + patient, Samples.patient(id, "B")));
    assertDestroyed(SERVER.post("/Observation", Samples.observation(patient, "71.0")));
  }

  @Test
  void what_was_destroyed_is_passed_over_in_histories_and_by_conditions() {
    String doomed = patient("twin");
    String kept = patient("another");
    destroy(SERVER.database().where(doomed));
    for (String history : List.of("/Patient/_history", "/_history")) {
      assertThat(SERVER.get(history + "?_count=1000").is(200).text())
          .contains(kept)
          .doesNotContain(doomed);
    }
    SERVER
        .ask("/Patient")
        .json(Samples.identified("twin", "Otieno"))
        .with("If-None-Exist", "identifier=urn:test|twin")
        .send("POST")
        .is(201);
  }

  @Test
  void what_a_binary_left_behind_goes_with_who_showed_it_although_it_went_on_to_another() {
    String shown = SERVER.post("/Binary", Samples.BINARY).is(201).entry();
    long alone = SERVER.database().where(shown).chart();
    String patient = patient("shows");
    SERVER.post("/DocumentReference", Samples.document(patient, shown)).is(201);
    EntryKey taken = SERVER.database().where(shown);
    String other = patient("has it later");
    SERVER
        .ask("/" + shown)
        .bytes("text/plain", new byte[] {2})
        .with("X-Security-Context", other)
        .send("PUT")
        .is(200);
    assertThat(SERVER.database().where(shown).chart())
        .isEqualTo(SERVER.database().where(other).chart())
        .isNotEqualTo(taken.chart());
    destroy(taken);
    assertThat(keys(alone)).isZero();
    SERVER.get("/" + shown).is(200);
    assertDestroyed(SERVER.get("/" + shown + "/_history/1"));
  }

  private static long keys(long chart) {
    return SERVER
        .database()
        .database()
        .read(connection ->
            Sql.number(connection, "select count(*) from chart_key where chart = ?", chart));
  }

  @Test
  void a_key_that_is_lost_but_was_not_destroyed_is_a_fault_that_names_nobody() throws SQLException {
    String patient = patient("lost");
    EntryKey where = SERVER.database().where(patient);
    try (Connection superuser = SERVER.database().superuser()) {
      Sql.update(superuser, "update entry set wrapped = null where entry = ?", where.entry());
    }
    Reply reply = SERVER.get("/" + patient);
    assertThat(reply.is(500).code()).isEqualTo("TNZ-0504");
    assertThat(reply.text()).doesNotContain(patient.substring("Patient/".length()));
  }

  @Test
  void a_program_that_does_not_find_the_new_master_key_asks_to_come_again(@TempDir Path other)
      throws IOException {
    String patient = patient("waiting");
    SERVER.get("/" + patient).is(200);
    Path folder = SERVER.ground().masters().folder();
    copy(folder, other);
    destroy(new MasterKeys(other), new KeyDestruction.Target.Nothing());
    Reply refused = SERVER.post("/Patient", Samples.PATIENT);
    assertThat(refused.is(503).code()).isEqualTo("TNZ-0505");
    assertThat(refused.header("Retry-After")).isNotEmpty();
    SERVER.get("/" + patient).is(200);
    copy(other, folder);
    SERVER.post("/Patient", Samples.PATIENT).is(201);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
