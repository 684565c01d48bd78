package org.tunza.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunza.testing.Reply;
import org.tunza.testing.TestServer;

/** Each is refused with its place, stores nothing, and the next request works. */
final class BadInputTest {

  private static final TestServer SERVER = TestServer.start(List.of("--limits-body", "1MB"));
  private static final String JSON = "application/fhir+json";
  private String before = "";

  private static String newest() {
    return SERVER.get("/_history?_count=1").is(200).text();
  }

  @BeforeEach
  void remember() {
    SERVER.post("/Patient", Samples.PATIENT).is(201);
    before = newest();
  }

  @AfterEach
  void nothing_was_stored_and_the_next_request_works() {
    assertThat(newest()).isEqualTo(before);
    SERVER.post("/Patient", Samples.PATIENT).is(201);
  }

  private static Reply post(String mediaType, byte[] body) {
    return SERVER.ask("/Patient").bytes(mediaType, body).send("POST");
  }

  private static Reply post(String json) {
    return post(JSON, json.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "{\"resourceType\":\"Patient\",~TNZ-0101~resourceType",
        "not json~TNZ-0101~",
        "[]~TNZ-0101~",
        "{\"resourceType\":\"Patient\"} {}~TNZ-0101~",
        "{\"resourceType\":\"Patient\",\"active\":true,\"active\":true}~TNZ-0101~active",
        "{\"resourceType\":\"Patient\",\"active\":null}~TNZ-0101~active",
        "{\"resourceType\":\"Patient\",\"shoe\":44}~TNZ-0111~Patient.shoe",
        "{\"resourceType\":\"Patient\",\"active\":\"true\"}~TNZ-0111~Patient.active",
        "{\"resourceType\":\"Patient\",\"birthDate\":\"1987-02-30\"}~TNZ-0111~Patient.birthDate",
        "{\"resourceType\":\"Patient\",\"gender\":\"both\"}~TNZ-0111~Patient.gender",
        "{\"resourceType\":\"Patient\",\"name\":{\"family\":\"A\"}}~TNZ-0111~Patient.name",
        "{\"resourceType\":\"Patient\",\"name\":[]}~TNZ-0111~Patient.name",
        "{\"resourceType\":\"Patient\",\"contact\":[{}]}~TNZ-0111~Patient.contact[0]",
        "{\"resourceType\":\"Observation\",\"status\":\"final\"}~TNZ-0114~resourceType",
        "{\"active\":true}~TNZ-0114~resourceType"
      })
  void wrong_json_is_refused_at_its_place(String body, String code, String place) {
    Reply reply = post(body).is(400);
    assertThat(reply.code()).isEqualTo(code);
    assertThat(reply.place()).isEqualTo(place == null ? "" : place);
  }

  @Test
  void wrong_encoding_is_refused() {
    byte[] latin =
        "{\"resourceType\":\"Patient\",\"id\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(post(JSON, latin).is(400).code()).isEqualTo("TNZ-0103");
    byte[] sixteen = Samples.PATIENT.getBytes(StandardCharsets.UTF_16);
    post(JSON, sixteen).is(400);
    assertThat(post(JSON + ";charset=latin1", latin).is(400).place()).isEqualTo("Content-Type");
  }

  @Test
  void wrong_media_types_are_refused() {
    byte[] body = Samples.PATIENT.getBytes(StandardCharsets.UTF_8);
    assertThat(post("text/csv", body).is(415).place()).isEqualTo("Content-Type");
    post(JSON + ";fhirVersion=5.0", body).is(415);
    var encoded = SERVER.ask("/Patient").bytes(JSON, body).with("Content-Encoding", "br");
    assertThat(encoded.send("POST").is(415).place()).isEqualTo("Content-Encoding");
  }

  @Test
  void an_empty_body_is_refused() {
    assertThat(post(JSON, new byte[0]).is(400).code()).isEqualTo("TNZ-0116");
  }

  @Test
  void deep_nesting_is_refused() {
    String deep =
        "{\"resourceType\":\"Patient\",\"extension\":" + "[{\"extension\":".repeat(10_000);
    assertThat(post(deep).is(400).code()).isEqualTo("TNZ-0403");
  }

  @Test
  void a_body_over_the_limit_is_refused() {
    Reply reply = post(JSON, new byte[2 << 20]);
    assertThat(reply.is(413).code()).isEqualTo("TNZ-0401");
  }

  @Test
  void a_compressed_bomb_is_refused() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      for (int i = 0; i < 64; i++) {
        gzip.write(new byte[1 << 20]);
      }
    }
    var asking = SERVER.ask("/Patient").bytes(JSON, bomb.toByteArray());
    assertThat(asking.with("Content-Encoding", "gzip").send("POST").is(413).code())
        .isEqualTo("TNZ-0401");
    var broken = SERVER.ask("/Patient").bytes(JSON, new byte[] {31, -117, 8, 0, 1});
    assertThat(broken.with("Content-Encoding", "gzip").send("POST").is(400).code())
        .isEqualTo("TNZ-0117");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "<Patient xmlns='http://hl7.org/fhir'><active value='true'/>",
        "<Patient><active value='true'/></Patient>",
        "<!DOCTYPE p [<!ENTITY a 'b'>]><Patient xmlns='http://hl7.org/fhir'/>",
        "<Patient xmlns='http://hl7.org/fhir'><shoe value='44'/></Patient>"
      })
  void wrong_xml_is_refused(String body) {
    Reply reply = post("application/fhir+xml", body.getBytes(StandardCharsets.UTF_8)).is(400);
    assertThat(reply.code()).isIn("TNZ-0102", "TNZ-0111");
  }

  @Test
  void methods_that_a_path_does_not_know_are_refused() {
    Reply reply = SERVER.ask("/metadata").json("{}").send("POST").is(405);
    assertThat(reply.header("Allow")).isEqualTo("GET, HEAD");
    assertThat(SERVER.ask("/Patient/1").send("TRACE2").is(405).header("Allow"))
        .isEqualTo("GET, HEAD, PUT, PATCH, DELETE");
    SERVER.ask("/Patient/1").json(Samples.PATIENT).send("POST").is(405);
  }

  @Test
  void unknown_operations_are_refused() {
    assertThat(SERVER.get("/Patient/$dance").is(404).code()).isEqualTo("TNZ-0112");
  }

  @Test
  void refusals_come_in_the_format_that_was_asked_for() {
    Reply xml = SERVER.get("/Patient/nobody?_format=xml").is(404);
    assertThat(xml.text()).contains("<OperationOutcome").contains("TNZ-0120");
  }
}
