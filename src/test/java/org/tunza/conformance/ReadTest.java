package org.tunza.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tunza.resource.tree.JsonReader;
import org.tunza.testing.Reply;
import org.tunza.testing.TestServer;

final class ReadTest {

  private static final TestServer SERVER = TestServer.shared();
  private static String entry = "";

  @BeforeAll
  static void create() {
    entry = "/" + SERVER.post("/Patient", Samples.PATIENT).is(201).entry();
  }

  @Test
  void what_was_sent_is_read_with_version_and_date() {
    Reply reply = SERVER.get(entry).is(200);
    assertThat(reply.header("Content-Type")).isEqualTo("application/fhir+json;charset=UTF-8");
    assertThat(reply.header("ETag")).isEqualTo("W/\"1\"");
    assertThat(reply.header("Last-Modified")).endsWith("GMT");
    assertThat(reply.text())
        .startsWith("{\"resourceType\":\"Patient\",\"id\":\"")
        .contains("\"meta\":{\"versionId\":\"1\",\"lastUpdated\":\"")
        .endsWith(Samples.PATIENT.substring(Samples.PATIENT.indexOf("\"active\"")));
  }

  @Test
  void a_head_tells_the_same_without_a_body() {
    Reply reply = SERVER.ask(entry).send("HEAD").is(200);
    assertThat(reply.bytes()).isEmpty();
    assertThat(reply.header("ETag")).isEqualTo("W/\"1\"");
    assertThat(reply.header("Content-Length"))
        .isEqualTo(SERVER.get(entry).header("Content-Length"));
  }

  @Test
  void xml_comes_when_it_is_asked_for() {
    Reply reply = SERVER.ask(entry).with("Accept", "application/fhir+xml").send("GET").is(200);
    assertThat(reply.header("Content-Type")).isEqualTo("application/fhir+xml;charset=UTF-8");
    assertThat(reply.text()).contains("<Patient xmlns=\"http://hl7.org/fhir\">");
    assertThat(SERVER.get(entry + "?_format=xml").text()).isEqualTo(reply.text());
  }

  @Test
  void the_format_parameter_wins_over_the_header() {
    Reply reply =
        SERVER.ask(entry + "?_format=json").with("Accept", "application/fhir+xml").send("GET");
    assertThat(reply.header("Content-Type")).startsWith("application/fhir+json");
  }

  @Test
  void another_format_is_not_acceptable() {
    SERVER.ask(entry).with("Accept", "text/html").send("GET").is(406);
    SERVER.get(entry + "?_format=turtle").is(406);
    SERVER.ask(entry).with("Accept", "application/fhir+json; fhirVersion=5.0").send("GET").is(406);
    SERVER.ask(entry).with("Accept", "text/html, */*;q=0.1").send("GET").is(200);
  }

  @Test
  void pretty_json_says_the_same() {
    Reply pretty = SERVER.get(entry + "?_pretty=true").is(200);
    assertThat(pretty.text()).contains("\n  \"active\": true,\n");
    assertThat(pretty.json()).isEqualTo(SERVER.get(entry).json());
  }

  @Test
  void a_summary_is_tagged_and_keeps_what_matters() {
    Reply summary = SERVER.get(entry + "?_summary=true").is(200);
    assertThat(summary.text())
        .contains("SUBSETTED")
        .contains("\"name\"")
        .doesNotContain("\"text\"");
    Reply text = SERVER.get(entry + "?_summary=text").is(200);
    assertThat(text.text()).contains("SUBSETTED").contains("\"text\"").doesNotContain("\"name\"");
    assertThat(SERVER.get(entry + "?_summary=data").text()).doesNotContain("\"text\"");
    assertThat(SERVER.get(entry + "?_summary=false").text()).doesNotContain("SUBSETTED");
    assertThat(SERVER.get(entry + "?_summary=some").is(400).place()).isEqualTo("_summary");
  }

  @Test
  void elements_choose_what_is_shown() {
    Reply reply = SERVER.get(entry + "?_elements=birthDate").is(200);
    assertThat(reply.text())
        .contains("SUBSETTED")
        .contains("\"birthDate\"")
        .contains("\"active\"")
        .doesNotContain("\"name\"");
  }

  @Test
  void who_has_the_version_is_told_so() {
    SERVER.ask(entry).with("If-None-Match", "W/\"1\"").send("GET").is(304);
    SERVER.ask(entry).with("If-None-Match", "W/\"2\", W/\"1\"").send("GET").is(304);
    SERVER.ask(entry).with("If-None-Match", "W/\"2\"").send("GET").is(200);
    String date = SERVER.get(entry).header("Last-Modified");
    SERVER.ask(entry).with("If-Modified-Since", date).send("GET").is(304);
    SERVER
        .ask(entry)
        .with("If-Modified-Since", "Mon, 01 Jan 2001 00:00:00 GMT")
        .send("GET")
        .is(200);
  }

  @Test
  void large_answers_are_compressed_when_asked() throws IOException {
    String longer = Samples.PATIENT.replace("Otieno", "Otieno".repeat(300));
    String large = "/" + SERVER.post("/Patient", longer).entry();
    Reply reply = SERVER.ask(large).with("Accept-Encoding", "gzip").send("GET").is(200);
    assertThat(reply.header("Content-Encoding")).isEqualTo("gzip");
    byte[] plain = new GZIPInputStream(new ByteArrayInputStream(reply.bytes())).readAllBytes();
    assertThat(JsonReader.read(plain).orThrow()).isEqualTo(SERVER.get(large).json());
    assertThat(
            SERVER
                .ask(large)
                .with("Accept-Encoding", "gzip;q=0")
                .send("GET")
                .header("Content-Encoding"))
        .isEmpty();
  }

  @Test
  void a_past_version_stays_readable() {
    String moving = "/" + SERVER.post("/Patient", Samples.PATIENT).entry();
    String id = moving.substring(moving.lastIndexOf('/') + 1);
    SERVER.put(moving, Samples.patient(id, "Achieng")).is(200);
    assertThat(SERVER.get(moving + "/_history/1").is(200).text()).contains("Otieno");
    assertThat(SERVER.get(moving + "/_history/2").is(200).text()).contains("Achieng");
    assertThat(SERVER.get(moving + "/_history/3").is(404).code()).isEqualTo("TNZ-0120");
    SERVER.get(moving + "/_history/0").is(400);
    SERVER.get(moving + "/_history/x").is(400);
  }

  @Test
  void what_is_not_there_is_not_found() {
    assertThat(SERVER.get("/Patient/nobody").is(404).code()).isEqualTo("TNZ-0120");
    assertThat(SERVER.get("/Person2/1").is(404).code()).isEqualTo("TNZ-0106");
    assertThat(SERVER.get("/Patient/" + "x".repeat(65)).is(400).code()).isEqualTo("TNZ-0107");
    assertThat(SERVER.get("/Patient/a/b/c/d/e/f").is(404).code()).isEqualTo("TNZ-0118");
    assertThat(SERVER.get("/nothing").is(404).code()).isEqualTo("TNZ-0118");
  }

  @Test
  void paths_may_be_percent_encoded_or_end_with_a_slash() {
    SERVER.get(entry + "/").is(200);
    SERVER.get(entry.replace("Patient", "%50atient")).is(200);
  }

  @Test
  void a_request_id_comes_back_when_it_is_harmless() {
    assertThat(SERVER.ask(entry).with("X-Request-Id", "a-1").send("GET").header("X-Request-Id"))
        .isEqualTo("a-1");
    assertThat(SERVER.ask(entry).with("X-Request-Id", "<b>").send("GET").header("X-Request-Id"))
        .isEmpty();
  }
}
