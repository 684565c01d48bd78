package org.tunza.resource.search.terms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.ObjectNode;

final class OwnAddressesTest {

  private static final OwnAddresses ADDRESSES =
      new OwnAddresses(List.of("https://here.example/fhir", "http://localhost:8080/fhir/"));

  private static ObjectNode tree(String json) {
    return JsonReader.read(json.getBytes(UTF_8)).orThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "https://here.example/fhir/Group/g, Group/g",
    "http://localhost:8080/fhir/Patient/1/_history/2, Patient/1/_history/2",
    "https://here.example/fhir/Nobody/1, https://here.example/fhir/Nobody/1",
    "https://here.example/fhir/Patient?identifier=1, https://here.example/fhir/Patient?identifier=1",
    "https://here.example/fhirs/Patient/1, https://here.example/fhirs/Patient/1",
    "https://there.example/fhir/Patient/1, https://there.example/fhir/Patient/1",
    "Patient/1, Patient/1",
  })
  void a_reference_to_an_entry_of_this_store_is_kept_relative(String sent, String kept) {
    assertThat(ADDRESSES.relative(sent)).isEqualTo(kept);
  }

  @Test
  void references_anywhere_in_the_content_become_relative_and_other_texts_stay() {
    ObjectNode sent =
        tree(
            """
            {"resourceType":"ServiceRequest","implicitRules":"https://here.example/fhir/Patient/1",
             "subject":{"reference":"https://here.example/fhir/Patient/1",
               "display":"https://here.example/fhir/Patient/1"},
             "contained":[{"resourceType":"Specimen",
               "subject":{"reference":"https://here.example/fhir/Device/2"}}],
             "performer":[{"reference":"Practitioner/4"},
               {"reference":"https://here.example/fhir/Practitioner/5"}]}
            """);
    assertThat(ADDRESSES.relative(sent))
        .isEqualTo(
            tree(
                """
                {"resourceType":"ServiceRequest","implicitRules":"https://here.example/fhir/Patient/1",
                 "subject":{"reference":"Patient/1","display":"https://here.example/fhir/Patient/1"},
                 "contained":[{"resourceType":"Specimen","subject":{"reference":"Device/2"}}],
                 "performer":[{"reference":"Practitioner/4"},{"reference":"Practitioner/5"}]}
                """));
  }

  @Test
  void what_names_nothing_here_stays_the_same_tree() {
    ObjectNode flag = tree("{\"resourceType\":\"Flag\",\"subject\":{\"reference\":\"Patient/1\"}}");
    assertThat(ADDRESSES.relative(flag)).isSameAs(flag);
    ObjectNode bundle =
        tree(
            """
            {"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Flag",
             "subject":{"reference":"https://here.example/fhir/Patient/1"}}}]}
            """);
    assertThat(ADDRESSES.relative(bundle)).isSameAs(bundle);
  }
}
