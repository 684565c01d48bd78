package org.tunza.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tunza.testing.Reply;
import org.tunza.testing.TestServer;

final class ConditionalTest {

  private static final TestServer SERVER = TestServer.shared();

  @Test
  void a_conditional_create_happens_once() {
    String body = Samples.identified("cc-1", "Otieno");
    Reply first = create(body, "identifier=urn:test|cc-1").is(201);
    Reply second = create(body, "identifier=urn:test|cc-1").is(200);
    assertThat(second.entry()).isEqualTo(first.entry());
    assertThat(second.bytes()).isEqualTo(first.bytes());
  }

  @Test
  void several_matches_are_refused() {
    SERVER.post("/Patient", Samples.identified("cc-2", "Otieno")).is(201);
    SERVER.post("/Patient", Samples.identified("cc-2", "Juma")).is(201);
    Reply refused = create(Samples.identified("cc-2", "Ali"), "identifier=urn:test|cc-2");
    assertThat(refused.is(412).code()).isEqualTo("TNZ-0303");
    String query = "/Patient?identifier=urn:test%7Ccc-2";
    SERVER.put(query, Samples.identified("cc-2", "Ali")).is(412);
    SERVER.delete(query).is(412);
  }

  @Test
  void a_conditional_update_creates_and_then_amends() {
    String query = "/Patient?identifier=urn:test%7Ccu-1";
    Reply first = SERVER.put(query, Samples.identified("cu-1", "Otieno")).is(201);
    Reply second = SERVER.put(query, Samples.identified("cu-1", "Juma")).is(200);
    assertThat(second.entry()).isEqualTo(first.entry());
    assertThat(second.header("ETag")).isEqualTo("W/\"2\"");
  }

  @Test
  void a_conditional_delete_deletes_the_one_that_matches() {
    String entry = "/" + SERVER.post("/Patient", Samples.identified("cd-1", "Otieno")).entry();
    SERVER.delete("/Patient?identifier=urn:test%7Ccd-1").is(204);
    SERVER.get(entry).is(410);
    SERVER.delete("/Patient?identifier=urn:test%7Ccd-1").is(204);
  }

  @Test
  void criteria_must_be_there_and_be_understood() {
    SERVER.put("/Patient", Samples.PATIENT).is(400);
    SERVER.delete("/Patient").is(400);
    Reply unknown = SERVER.delete("/Patient?shoe-size=44").is(400);
    assertThat(unknown.code()).isEqualTo("TNZ-0108");
    assertThat(unknown.place()).isEqualTo("shoe-size");
  }

  private static Reply create(String body, String criteria) {
    return SERVER.ask("/Patient").json(body).with("If-None-Exist", criteria).send("POST");
  }
}
