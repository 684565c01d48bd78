package org.tunza.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.tunza.testing.Reply;
import org.tunza.testing.TestServer;

final class WriteTest {

  private static final TestServer SERVER = TestServer.shared();

  @Test
  void a_created_entry_gets_an_id_a_version_and_a_place() {
    Reply reply = SERVER.post("/Patient", Samples.patient("mine", "Otieno")).is(201);
    assertThat(reply.location()).matches("Patient/[a-z0-9]{20}/_history/1");
    assertThat(reply.json().string("id")).isNotEqualTo("mine");
    assertThat(reply.header("ETag")).isEqualTo("W/\"1\"");
    assertThat(SERVER.get("/" + reply.entry()).is(200).bytes()).isEqualTo(reply.bytes());
  }

  @Test
  void ids_of_clients_are_kept_on_update() {
    SERVER.put("/Patient/client.id-1", Samples.patient("client.id-1", "Otieno")).is(201);
    Reply second = SERVER.put("/Patient/client.id-1", Samples.patient("client.id-1", "Juma"));
    assertThat(second.is(200).header("ETag")).isEqualTo("W/\"2\"");
  }

  @Test
  void the_same_content_gives_no_new_version() {
    SERVER.put("/Patient/same-1", Samples.patient("same-1", "Otieno")).is(201);
    Reply again = SERVER.put("/Patient/same-1", Samples.patient("same-1", "Otieno")).is(200);
    assertThat(again.header("ETag")).isEqualTo("W/\"1\"");
    Reply fromRead = SERVER.put("/Patient/same-1", again.text()).is(200);
    assertThat(fromRead.header("ETag")).isEqualTo("W/\"1\"");
  }

  @Test
  void an_update_must_name_the_same_id_and_type() {
    Reply id = SERVER.put("/Patient/x1", Samples.patient("x2", "Otieno")).is(400);
    assertThat(id.code()).isEqualTo("TNZ-0107");
    assertThat(id.place()).isEqualTo("Patient.id");
    SERVER.put("/Patient/x1", Samples.PATIENT).is(400);
    Reply type = SERVER.put("/Observation/x1", Samples.patient("x1", "Otieno")).is(400);
    assertThat(type.code()).isEqualTo("TNZ-0114");
    SERVER.get("/Patient/x1").is(404);
  }

  @Test
  void an_update_of_another_version_than_the_current_is_refused() {
    SERVER.put("/Patient/match-1", Samples.patient("match-1", "Otieno")).is(201);
    String changed = Samples.patient("match-1", "Juma");
    var wrong = SERVER.ask("/Patient/match-1").json(changed).with("If-Match", "W/\"7\"");
    assertThat(wrong.send("PUT").is(412).code()).isEqualTo("TNZ-0301");
    var right = SERVER.ask("/Patient/match-1").json(changed).with("If-Match", "W/\"1\"");
    right.send("PUT").is(200);
    var broken = SERVER.ask("/Patient/match-1").json(changed).with("If-Match", "soon");
    assertThat(broken.send("PUT").is(400).place()).isEqualTo("If-Match");
    SERVER.ask("/Patient/match-1").with("If-Match", "W/\"1\"").send("DELETE").is(412);
  }

  @Test
  void what_is_wanted_back_comes_back() {
    var minimal = SERVER.ask("/Patient").json(Samples.PATIENT).with("Prefer", "return=minimal");
    assertThat(minimal.send("POST").is(201).bytes()).isEmpty();
    var outcome =
        SERVER.ask("/Patient").json(Samples.PATIENT).with("Prefer", "return=OperationOutcome");
    assertThat(outcome.send("POST").is(201).json().string("resourceType"))
        .isEqualTo("OperationOutcome");
  }

  @Test
  void a_deleted_entry_is_gone_but_its_versions_are_not() {
    String entry = "/" + SERVER.post("/Patient", Samples.PATIENT).entry();
    assertThat(SERVER.delete(entry).is(204).header("ETag")).isEqualTo("W/\"2\"");
    assertThat(SERVER.get(entry).is(410).code()).isEqualTo("TNZ-0121");
    SERVER.get(entry + "/_history/1").is(200);
    SERVER.get(entry + "/_history/2").is(410);
    SERVER.delete(entry).is(204);
    SERVER.delete("/Patient/never-there").is(204);
    String id = entry.substring(entry.lastIndexOf('/') + 1);
    assertThat(SERVER.put(entry, Samples.patient(id, "Otieno")).is(201).header("ETag"))
        .isEqualTo("W/\"3\"");
  }

  @Test
  void references_must_lead_somewhere_and_hold_what_they_name() {
    Reply dangling = SERVER.post("/Observation", Samples.observation("Patient/nowhere", "1"));
    assertThat(dangling.is(422).code()).isEqualTo("TNZ-0115");
    String patient = SERVER.post("/Patient", Samples.PATIENT).entry();
    String observation = SERVER.post("/Observation", Samples.observation(patient, "1")).entry();
    assertThat(SERVER.delete("/" + patient).is(409).code()).isEqualTo("TNZ-0302");
    SERVER.delete("/" + observation).is(204);
    SERVER.delete("/" + patient).is(204);
  }

  @Test
  void decimals_keep_their_digits_in_json_and_xml() {
    String patient = SERVER.post("/Patient", Samples.PATIENT).entry();
    Reply reply = SERVER.post("/Observation", Samples.observation(patient, "81.00")).is(201);
    assertThat(reply.text()).contains("\"value\":81.00");
    String xml = SERVER.get("/" + reply.entry() + "?_format=xml").text();
    assertThat(xml).contains("<value value=\"81.00\"/>");
    Reply again =
        SERVER
            .ask("/" + reply.entry())
            .bytes("application/fhir+xml", xml.getBytes(StandardCharsets.UTF_8))
            .send("PUT");
    assertThat(again.is(200).text()).contains("\"value\":81.00");
  }

  @Test
  void a_compressed_body_is_taken() throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(Samples.PATIENT.getBytes(StandardCharsets.UTF_8));
    }
    SERVER
        .ask("/Patient")
        .bytes("application/fhir+json", compressed.toByteArray())
        .with("Content-Encoding", "gzip")
        .send("POST")
        .is(201);
  }
}
