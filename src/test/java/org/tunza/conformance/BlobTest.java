package org.tunza.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tunza.testing.LargeBinaries.large;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tunza.platform.Randomness;
import org.tunza.platform.database.Sql;
import org.tunza.store.blob.Blobs;
import org.tunza.store.key.KeyDestruction;
import org.tunza.store.key.KeyDestruction.Target;
import org.tunza.store.verify.Finding;
import org.tunza.store.verify.Finding.Kind;
import org.tunza.testing.LargeBinaries;
import org.tunza.testing.LargeBinaries.Kept;
import org.tunza.testing.Reply;
import org.tunza.testing.TestServer;
import org.tunza.testing.TestStore;

/** Blobs that are altered, lost, moved and destroyed. */
final class BlobTest {

  private static final TestServer SERVER = TestServer.start(List.of());
  private static final LargeBinaries BLOBS = new LargeBinaries(SERVER);

  @AfterEach
  void the_store_is_clean() {
    assertThat(BLOBS.findings()).isEmpty();
  }

  private static String patient() {
    return SERVER.post("/Patient", Samples.PATIENT).is(201).entry();
  }

  private static void show(String patient, String binary) {
    String document =
        ("{'resourceType':'DocumentReference','status':'current','subject':{'reference':'%s'},"
                + "'content':[{'attachment':{'contentType':'image/png','url':'%s'}}]}")
            .formatted(patient, binary)
            .replace('\'', '"');
    SERVER.post("/DocumentReference", document).is(201);
  }

  private static void tamper(String sql, Object... parameters) throws SQLException {
    try (Connection superuser = SERVER.database().superuser()) {
      assertThat(Sql.update(superuser, sql, parameters)).isPositive();
    }
  }

  private static void destroy(Target target) {
    new KeyDestruction(
            SERVER.ground().masters(),
            Randomness.secure(),
            name -> Blobs.remove(SERVER.ground().blobStore(), name))
        .run(SERVER.database().database().disposing(), target);
  }

  private static void assertLost(String entry, Kind kind) {
    Reply reply = SERVER.get("/" + entry).is(500);
    assertThat(reply.code()).isEqualTo("TNZ-0506");
    assertThat(reply.text()).doesNotContain(entry.substring("Binary/".length()));
    SERVER.get("/" + entry + "?_format=json").is(500);
    assertThat(BLOBS.findings())
        .extracting(Finding::kind, Finding::entry)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(kind, SERVER.database().where(entry)));
  }

  @Test
  void a_blob_that_is_missing_or_altered_is_never_answered_and_is_found() throws IOException {
    byte[] bytes = large(1);
    String entry = BLOBS.create(bytes);
    Path file = BLOBS.file(BLOBS.kept(entry).getFirst().name());
    byte[] sealed = Files.readAllBytes(file);
    for (int at : List.of(0, 5, sealed.length / 2, sealed.length - 1)) {
      byte[] altered = sealed.clone();
      altered[at] ^= 1;
      Files.write(file, altered);
      assertLost(entry, Kind.BLOB_ALTERED);
    }
    Files.write(file, new byte[0]);
    assertLost(entry, Kind.BLOB_ALTERED);
    Files.delete(file);
    assertLost(entry, Kind.BLOB_MISSING);
    Files.write(file, sealed);
    assertThat(BLOBS.read(entry)).isEqualTo(bytes);
  }

  @Test
  void a_blob_of_another_version_is_not_taken_for_its_own() throws SQLException {
    String entry = BLOBS.create(large(2));
    String other = BLOBS.create(large(3));
    Kept own = BLOBS.kept(entry).getFirst();
    Kept foreign = BLOBS.kept(other).getFirst();
    String exchange =
        "update blob set name = decode(?, 'hex'), wrapped = decode(?, 'hex') where chart = ?";
    tamper(exchange, foreign.name(), own.wrapped(), own.chart());
    assertLost(entry, Kind.BLOB_ALTERED);
    tamper(exchange, own.name(), foreign.wrapped(), own.chart());
    assertThat(SERVER.get("/" + entry).is(500).code()).isEqualTo("TNZ-0504");
    assertThat(BLOBS.findings()).extracting(Finding::kind).containsExactly(Kind.KEY_LOST);
    tamper(exchange, own.name(), own.wrapped(), own.chart());
  }

  @Test
  void a_version_whose_row_is_gone_is_found_and_a_row_without_a_version_too() throws SQLException {
    String entry = BLOBS.create(large(4));
    Kept kept = BLOBS.kept(entry).getFirst();
    tamper("update blob set version = 7 where chart = ?", kept.chart());
    assertThat(SERVER.get("/" + entry).is(500).code()).isEqualTo("TNZ-0506");
    assertThat(BLOBS.findings())
        .extracting(Finding::kind, Finding::version)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(Kind.BLOB_MISSING, 1),
            org.assertj.core.groups.Tuple.tuple(Kind.BLOB_ALTERED, 7));
    tamper("update blob set version = 1 where chart = ?", kept.chart());
  }

  @Test
  void what_is_taken_into_another_chart_has_its_key_wrapped_again_and_nothing_copied() {
    byte[] bytes = large(5);
    String entry = BLOBS.create(bytes);
    int files = BLOBS.files().size();
    String patient = patient();
    show(patient, entry);
    List<Kept> kept = BLOBS.kept(entry);
    assertThat(BLOBS.files()).hasSize(files);
    assertThat(kept).extracting(Kept::version).containsExactly(1, 1);
    assertThat(kept.get(0).name()).isEqualTo(kept.get(1).name());
    assertThat(kept.get(0).wrapped()).isNotEqualTo(kept.get(1).wrapped());
    assertThat(SERVER.database().where(entry).chart())
        .isEqualTo(SERVER.database().where(patient).chart());
    assertThat(BLOBS.read(entry)).isEqualTo(bytes);
    destroy(new Target.Chart(SERVER.database().where(patient).chart(), TestStore.WHO));
    assertThat(BLOBS.files()).hasSize(files - 1);
    assertThat(BLOBS.kept(entry)).isEmpty();
    SERVER.get("/" + entry).is(410);
  }

  @Test
  void a_version_for_another_patient_has_a_blob_of_its_own() {
    byte[] bytes = large(6);
    String entry =
        SERVER
            .ask("/Binary")
            .bytes("image/png", bytes)
            .with("X-Security-Context", patient())
            .send("POST")
            .is(201)
            .entry();
    String other = patient();
    SERVER
        .ask("/" + entry)
        .bytes("image/png", bytes)
        .with("X-Security-Context", other)
        .send("PUT")
        .is(200);
    List<Kept> kept = BLOBS.kept(entry);
    assertThat(kept).extracting(Kept::version).containsExactly(1, 2);
    assertThat(kept.get(0).chart()).isNotEqualTo(kept.get(1).chart());
    assertThat(kept.get(0).name()).isNotEqualTo(kept.get(1).name());
    assertThat(BLOBS.read(entry + "/_history/1")).isEqualTo(bytes);
    assertThat(BLOBS.read(entry)).isEqualTo(bytes);
  }

  @Test
  void blobs_go_with_the_entry_that_is_destroyed_and_those_beside_it_stay() {
    String patient = patient();
    String doomed = BLOBS.create(large(7));
    String beside = BLOBS.create(large(8));
    show(patient, doomed);
    show(patient, beside);
    Path file = BLOBS.file(BLOBS.kept(doomed).getFirst().name());
    assertThat(file).exists();
    destroy(new Target.Entry(SERVER.database().where(doomed), TestStore.WHO));
    assertThat(file).doesNotExist();
    assertThat(BLOBS.kept(doomed)).isEmpty();
    assertThat(SERVER.get("/" + doomed).is(410).code()).isEqualTo("TNZ-0122");
    assertThat(BLOBS.read(beside)).isEqualTo(large(8));
  }

  @Test
  void after_the_master_key_was_replaced_blobs_open() {
    String entry = BLOBS.create(large(9));
    destroy(new Target.Nothing());
    assertThat(BLOBS.read(entry)).isEqualTo(large(9));
    assertThat(SERVER.another().get("/" + entry).is(200).bytes()).isEqualTo(large(9));
  }

  @Test
  void while_the_folder_is_not_there_large_data_waits_and_the_rest_goes_on() throws IOException {
    String entry = BLOBS.create(large(10));
    Path folder = BLOBS.folder();
    Path away = Files.move(folder, folder.resolveSibling("away"));
    Files.createDirectory(folder);
    Reply refused = SERVER.ask("/Binary").bytes("image/png", large(11)).send("POST");
    assertThat(refused.is(503).code()).isEqualTo("TNZ-0507");
    assertThat(refused.header("Retry-After")).isNotEmpty();
    assertThat(SERVER.get("/" + entry).is(503).code()).isEqualTo("TNZ-0507");
    SERVER.post("/Patient", Samples.PATIENT).is(201);
    Files.delete(folder);
    Files.move(away, folder);
    assertThat(BLOBS.read(entry)).isEqualTo(large(10));
  }
}
