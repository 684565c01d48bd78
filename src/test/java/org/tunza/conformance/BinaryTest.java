package org.tunza.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tunza.testing.Reply;
import org.tunza.testing.TestServer;

final class BinaryTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final byte[] BYTES = "%PDF-1.7 \u0001 é".getBytes(StandardCharsets.UTF_8);

  private static Reply sent() {
    return SERVER.ask("/Binary").bytes("application/pdf", BYTES).send("POST").is(201);
  }

  @Test
  void bytes_come_back_as_they_were_sent() {
    Reply reply = SERVER.get("/" + sent().entry()).is(200);
    assertThat(reply.header("Content-Type")).isEqualTo("application/pdf");
    assertThat(reply.bytes()).isEqualTo(BYTES);
    assertThat(reply.header("Content-Security-Policy")).isEqualTo("default-src 'none'; sandbox");
  }

  @Test
  void the_resource_comes_when_fhir_is_asked_for() {
    String entry = "/" + sent().entry();
    Reply json = SERVER.ask(entry).with("Accept", "application/fhir+json").send("GET").is(200);
    assertThat(json.json().string("contentType")).isEqualTo("application/pdf");
    Reply xml = SERVER.get(entry + "?_format=xml").is(200);
    assertThat(xml.text()).startsWith("<?xml").contains("<Binary");
  }

  @Test
  void an_accept_header_may_name_the_bytes_own_type() {
    String entry = "/" + sent().entry();
    Reply own = SERVER.ask(entry).with("Accept", "application/pdf").send("GET").is(200);
    assertThat(own.bytes()).isEqualTo(BYTES);
    SERVER.ask(entry).with("Accept", "image/png").send("GET").is(406);
  }

  @Test
  void bytes_may_be_put_under_an_id_and_belong_to_a_patient() {
    String patient = SERVER.post("/Patient", Samples.PATIENT).entry();
    SERVER
        .ask("/Binary/raw-1")
        .bytes("text/plain", BYTES)
        .with("X-Security-Context", patient)
        .send("PUT")
        .is(201);
    Reply reply = SERVER.get("/Binary/raw-1?_format=json").is(200);
    assertThat(reply.text()).contains("\"securityContext\":{\"reference\":\"" + patient + "\"}");
    assertThat(reply.header("X-Security-Context")).isEmpty();
    for (String entry : List.of("/Binary/raw-1", "/Binary/raw-1/_history/1")) {
      assertThat(SERVER.get(entry).is(200).header("X-Security-Context")).isEqualTo(patient);
    }
  }

  @Test
  void a_resource_in_fhir_form_is_taken_too() {
    String body =
        "{\"resourceType\":\"Binary\",\"contentType\":\"text/plain\",\"data\":\"aGVsbG8=\"}";
    Reply reply = SERVER.get("/" + SERVER.post("/Binary", body).is(201).entry()).is(200);
    assertThat(reply.text()).isEqualTo("hello");
  }
}
