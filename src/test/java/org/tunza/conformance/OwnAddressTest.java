package org.tunza.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tunza.testing.Findings;
import org.tunza.testing.Reply;
import org.tunza.testing.TestServer;

/**
 * A reference to an entry of this store is kept relative, whatever the store's address was when it
 * came. https://hl7.org/fhir/R4/references.html#literal
 */
final class OwnAddressTest {

  private final TestServer server = TestServer.shared();

  private String patient() {
    return server.post("/Patient", "{\"resourceType\":\"Patient\"}").entry();
  }

  private Reply observation(String reference) {
    return server.post(
        "/Observation",
        """
        {"resourceType":"Observation","status":"final","code":{"text":"c"},
         "subject":{"reference":"%s","display":"D"},
         "note":[{"text":"%s"}]}
        """
            .formatted(reference, reference));
  }

  @Test
  void a_reference_under_the_own_address_becomes_relative_and_nothing_else_does() {
    String patient = patient();
    String own = server.base() + "/" + patient;
    assertThat(observation(own).text())
        .contains("{\"reference\":\"%s\",".formatted(patient))
        .contains("{\"text\":\"%s\"}".formatted(own));
    assertThat(observation(own + "/_history/1").text())
        .contains("{\"reference\":\"%s/_history/1\",".formatted(patient));
    String other = "https://elsewhere.example/fhir/" + patient;
    assertThat(observation(other).text()).contains("{\"reference\":\"%s\",".formatted(other));
  }

  @Test
  void what_an_absolute_reference_names_is_not_deleted() {
    String patient = patient();
    observation(server.base() + "/" + patient).is(201);
    server.delete("/" + patient).is(409);
  }

  @Test
  void what_was_written_at_one_address_is_found_at_another() {
    String patient = patient();
    String body =
        """
        {"resourceType":"Encounter","status":"finished","class":{"code":"AMB"},
         "subject":{"reference":"%s/%s"}}
        """;
    TestServer elsewhere = server.another();
    assertThat(elsewhere.port()).isNotEqualTo(server.port());
    String path = "/Encounter?subject=" + server.base() + "/" + patient;
    assertThat(server.put(path, body.formatted(server.base(), patient)).status()).isEqualTo(201);
    path = "/Encounter?subject=" + elsewhere.base() + "/" + patient;
    assertThat(elsewhere.put(path, body.formatted(elsewhere.base(), patient)).status())
        .isEqualTo(200);
  }

  @Test
  void index_rows_are_right_whatever_the_address_is_now() {
    TestServer own = TestServer.start(List.of());
    TestServer elsewhere = own.another();
    for (TestServer at : List.of(own, elsewhere)) {
      String patient = at.post("/Patient", "{\"resourceType\":\"Patient\"}").entry();
      String base = at.base();
      Reply written =
          at.post(
              "/Observation",
              """
              {"resourceType":"Observation","status":"final","code":{"text":"c"},
               "subject":{"reference":"%s/%s"},
               "performer":[{"reference":"%s/%s"}]}
              """
                  .formatted(base, patient, base, patient));
      assertThat(written.status()).isEqualTo(201);
    }
    assertThat(Findings.in(own.ground()).all()).isEmpty();
  }
}
