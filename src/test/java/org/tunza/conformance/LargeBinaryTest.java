package org.tunza.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tunza.testing.LargeBinaries.bytes;
import static org.tunza.testing.LargeBinaries.json;
import static org.tunza.testing.LargeBinaries.large;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.tunza.platform.database.Sql;
import org.tunza.platform.database.Statements;
import org.tunza.resource.tree.JsonReader;
import org.tunza.store.blob.Blobs;
import org.tunza.store.merkle.Sha256;
import org.tunza.testing.InProcess;
import org.tunza.testing.LargeBinaries;
import org.tunza.testing.Reply;
import org.tunza.testing.TestServer;

/** A Binary whose data is large comes back as it was sent, and lies outside the database. */
final class LargeBinaryTest {

  private static final TestServer SERVER = TestServer.start(List.of());

  /** Bytes whose Base64 is as long as a string may be. */
  private static final int BYTES_MAX = JsonReader.STRING_LENGTH_MAX / 4 * 3;

  private static final LargeBinaries BLOBS = new LargeBinaries(SERVER);

  @AfterAll
  static void the_store_is_clean() {
    assertThat(BLOBS.findings()).isEmpty();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static long sealedBytes(String entry) {
    return SERVER
        .database()
        .database()
        .read(connection ->
            Sql.number(
                connection,
                """
                select sum(octet_length(v.sealed)) from entry_version v
                join entry_id i using (chart, entry) where i.id = ?
                """,
                entry.substring(entry.indexOf('/') + 1)));
  }

  @Test
  void it_comes_back_as_it_was_sent_raw_in_json_and_in_xml() {
    byte[] bytes = large(1);
    String raw = BLOBS.create(bytes);
    String resource = SERVER.post("/Binary", json(bytes)).is(201).entry();
    for (String entry : List.of(raw, resource)) {
      assertThat(BLOBS.read(entry)).isEqualTo(bytes);
      assertThat(BLOBS.read(entry + "/_history/1")).isEqualTo(bytes);
      String inJson = SERVER.get("/" + entry + "?_format=json").is(200).text();
      assertThat(inJson).contains("\"data\":\"" + base64(bytes) + "\"").doesNotContain("#sha-256");
      String inXml = SERVER.get("/" + entry + "?_format=xml").is(200).text();
      assertThat(inXml).contains("<data value=\"" + base64(bytes) + "\"");
    }
    String xml =
        "<Binary xmlns=\"http://hl7.org/fhir\"><contentType value=\"image/png\"/><data value=\"%s\"/></Binary>"
            .formatted(base64(bytes));
    Reply sent =
        SERVER
            .ask("/Binary")
            .bytes("application/fhir+xml", xml.getBytes(UTF_8))
            .with("Prefer", "return=representation")
            .send("POST")
            .is(201);
    assertThat(sent.text()).contains(base64(bytes));
    assertThat(BLOBS.read(sent.entry())).isEqualTo(bytes);
  }

  @Test
  void the_database_holds_no_large_content_and_the_folder_only_what_is_sealed() throws Exception {
    String letters = "the quick brown okapi ".repeat(10_000);
    String entry = BLOBS.create(letters.getBytes(UTF_8));
    assertThat(sealedBytes(entry)).isLessThan(1_000);
    LargeBinaries.Kept kept = BLOBS.kept(entry).getFirst();
    assertThat(kept.size()).isEqualTo(letters.length());
    byte[] sealed = Files.readAllBytes(BLOBS.file(kept.name()));
    assertThat(HexFormat.of().formatHex(Sha256.of(sealed))).isEqualTo(kept.name());
    assertThat(sealed.length).isLessThan(letters.length());
    assertThat(BLOBS.isInClear("okapi")).isFalse();
    assertThat(Files.getPosixFilePermissions(BLOBS.folder()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void up_to_the_limit_data_stays_in_its_version() {
    String within = BLOBS.create(bytes(2, Blobs.INLINE_MAX));
    String above = BLOBS.create(bytes(3, Blobs.INLINE_MAX + 1));
    assertThat(BLOBS.kept(within)).isEmpty();
    assertThat(BLOBS.kept(above)).hasSize(1);
    assertThat(BLOBS.read(within)).isEqualTo(bytes(2, Blobs.INLINE_MAX));
    assertThat(BLOBS.read(above)).isEqualTo(bytes(3, Blobs.INLINE_MAX + 1));
  }

  @Test
  void bytes_that_could_not_be_read_as_a_resource_are_refused() {
    var sent =
        new InProcess.Sent(
            "POST", "/fhir/Binary", Map.of("Content-Type", "image/png"), new byte[BYTES_MAX + 1]);
    InProcess.Answered answer = SERVER.inProcess().send(sent);
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.text()).contains("TNZ-0401");
  }

  @Test
  void base64_that_would_come_back_otherwise_stays_in_its_version() {
    String written = base64(bytes(4, Blobs.INLINE_MAX + 3));
    assertThat(written).endsWith("==");
    char last = written.charAt(written.length() - 3);
    String otherwise =
        written.substring(0, written.length() - 3) + (char) (last == 'Q' ? 'R' : last + 1) + "==";
    Reply sent = SERVER.post("/Binary", json(otherwise)).is(201);
    assertThat(BLOBS.kept(sent.entry())).isEmpty();
    assertThat(SERVER.get("/" + sent.entry() + "?_format=json").text()).contains(otherwise);
  }

  @Test
  void nobody_can_send_what_stands_in_the_place_of_a_blob() {
    String mark = "#sha-256:" + HexFormat.of().formatHex(Sha256.of(large(1)));
    assertThat(SERVER.post("/Binary", json(mark)).is(400).code()).isEqualTo("TNZ-0111");
  }

  @Test
  void histories_patches_and_changes_of_meta_see_the_whole_resource() {
    byte[] bytes = large(5);
    String entry = BLOBS.create(bytes);
    SERVER
        .ask("/" + entry)
        .bytes(
            "application/json-patch+json",
            "[{\"op\":\"replace\",\"path\":\"/contentType\",\"value\":\"image/gif\"}]"
                .getBytes(UTF_8))
        .send("PATCH")
        .is(200);
    SERVER
        .post(
            "/" + entry + "/$meta-add",
            "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"meta\",\"valueMeta\":"
                + "{\"tag\":[{\"system\":\"urn:test\",\"code\":\"a\"}]}}]}")
        .is(200);
    assertThat(BLOBS.read(entry)).isEqualTo(bytes);
    assertThat(
            SERVER
                .get("/" + entry + "/_history")
                .is(200)
                .text()
                .split(Pattern.quote(base64(bytes)), -1))
        .hasSize(4);
  }

  @Test
  void versions_with_the_same_data_share_its_blob_and_others_do_not() {
    byte[] bytes = large(6);
    String entry = BLOBS.create(bytes);
    String id = entry.substring("Binary/".length());
    String again =
        json(bytes).replace("\"contentType\"", "\"id\":\"%s\",\"contentType\"".formatted(id));
    assertThat(SERVER.put("/" + entry, again).is(200).header("ETag")).isEqualTo("W/\"1\"");
    SERVER.put("/" + entry, again.replace("image/png", "image/gif")).is(200);
    SERVER.put("/" + entry, again.replace(base64(bytes), base64(large(7)))).is(200);
    List<LargeBinaries.Kept> kept = BLOBS.kept(entry);
    assertThat(kept).extracting(LargeBinaries.Kept::version).containsExactly(1, 2, 3);
    assertThat(kept.get(1).name()).isEqualTo(kept.get(0).name());
    assertThat(kept.get(2).name()).isNotEqualTo(kept.get(0).name());
    assertThat(BLOBS.kept(BLOBS.create(bytes)).getFirst().name()).isNotEqualTo(kept.get(0).name());
    assertThat(BLOBS.read(entry + "/_history/2")).isEqualTo(bytes);
    assertThat(BLOBS.read(entry + "/_history/3")).isEqualTo(large(7));
  }

  @Test
  void it_costs_no_statement_more_to_write_and_one_to_read() {
    String entry = BLOBS.create(large(8));
    for (int warm = 0; warm < 2; warm++) {
      statements("POST", "/Binary", bytes(8, 10));
      statements("POST", "/Binary", large(8));
      statements("GET", "/" + entry, new byte[0]);
    }
    assertThat(statements("POST", "/Binary", large(8)))
        .isEqualTo(statements("POST", "/Binary", bytes(8, 10)));
    assertThat(statements("GET", "/" + entry, new byte[0])).isEqualTo(2);
  }

  private static long statements(String method, String target, byte[] body) {
    long before = Statements.count();
    var sent =
        new InProcess.Sent(method, "/fhir" + target, Map.of("Content-Type", "image/png"), body);
    assertThat(SERVER.inProcess().send(sent).status()).isLessThan(300);
    return Statements.count() - before;
  }
}
