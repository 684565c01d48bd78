package org.tunza.resource.search.terms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunza.record.EntryId;
import org.tunza.record.index.IndexTerm;
import org.tunza.resource.search.SearchParameters;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.ObjectNode;

final class TermExtractionTest {

  private static final TermExtraction EXTRACTION = TermExtraction.r4();

  @Test
  void codes_are_found_with_their_system_and_quantities_with_their_unit() {
    ObjectNode observation =
        tree(
            """
            {"resourceType":"Observation","status":"final",
             "code":{"coding":[{"system":"http://loinc.org","code":"8302-2"},{"code":"height"}]},
             "valueQuantity":{"value":1.70,"unit":"metre","system":"http://ucum","code":"m"}}
            """);
    assertThat(EXTRACTION.terms(observation))
        .containsExactlyInAnyOrder(
            new IndexTerm.Token(
                number("Observation", "status"), "http://hl7.org/fhir/observation-status", "final"),
            new IndexTerm.Token(number("Observation", "code"), "http://loinc.org", "8302-2"),
            new IndexTerm.Token(number("Observation", "code"), "", "height"),
            new IndexTerm.Quantity(
                number("Observation", "value-quantity"),
                "http://ucum",
                "m",
                new BigDecimal("1.70")));
  }

  @ParameterizedTest
  @CsvSource({
    "Patient/p1, Patient/p1, ''",
    "Patient/p1/_history/3, Patient/p1, ''",
    "https://there.example/fhir/Patient/p1, '', https://there.example/fhir/Patient/p1",
    "urn:uuid:9d0d7b7e-2b51-4c2d-8f0d-0a3b5a6f8c11, '', urn:uuid:9d0d7b7e-2b51-4c2d-8f0d-0a3b5a6f8c11",
    "#contained, '', ''",
    "Patient?identifier=1, '', ''",
    "Patient?identifier=https://ids.example/mrn|1, '', ''",
    "Nobody/1, '', ''",
  })
  void a_reference_is_an_entry_here_or_an_address_elsewhere(
      String reference, String entry, String uri) {
    ObjectNode flag =
        tree("{\"resourceType\":\"Flag\",\"subject\":{\"reference\":\"" + reference + "\"}}");
    int subject = number("Flag", "subject");
    List<IndexTerm> expected =
        !entry.isEmpty()
            ? List.of(new IndexTerm.Reference(subject, entryId(entry)))
            : uri.isEmpty() ? List.of() : List.of(new IndexTerm.Uri(subject, uri));
    assertThat(EXTRACTION.terms(flag)).isEqualTo(expected);
    assertThat(LocalReferences.in(flag))
        .containsExactlyElementsOf(entry.isEmpty() ? List.of() : List.of(entryId(entry)));
  }

  @Test
  void every_reference_anywhere_in_the_content_counts_for_integrity() {
    ObjectNode order =
        tree(
            """
            {"resourceType":"ServiceRequest","subject":{"reference":"Patient/1","display":"x"},
             "contained":[{"resourceType":"Specimen","subject":{"reference":"Device/2"}}],
             "extension":[{"url":"u","valueReference":{"reference":"Location/3","type":"Location"}}],
             "note":[{"authorReference":{"reference":"Practitioner/4"},"text":"Patient/9"}]}
            """);
    assertThat(LocalReferences.in(order))
        .extracting(EntryId::toString)
        .containsExactlyInAnyOrder("Patient/1", "Device/2", "Location/3", "Practitioner/4");
    ObjectNode issue = tree("{\"resourceType\":\"DetectedIssue\",\"reference\":\"Library/1\"}");
    assertThat(LocalReferences.in(issue)).isEmpty();
    ObjectNode bundle =
        tree(
            """
            {"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Flag",
             "subject":{"reference":"Patient/1"}}}]}
            """);
    assertThat(LocalReferences.in(bundle)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'\"deceasedBoolean\":false', false",
    "'\"deceasedBoolean\":true', true",
    "'\"deceasedDateTime\":\"2020\"', true",
    "'\"active\":true', false",
  })
  void a_patient_is_deceased_by_date_or_by_word_and_otherwise_not(String member, String deceased) {
    assertThat(EXTRACTION.terms(tree("{\"resourceType\":\"Patient\"," + member + "}")))
        .contains(new IndexTerm.Token(number("Patient", "deceased"), "", deceased));
  }

  @Test
  void names_are_found_by_each_part_without_case_and_accents() {
    ObjectNode patient =
        tree(
            """
            {"resourceType":"Patient","name":[{"family":"Piña","given":["  José  María","ÅSA"]}]}
            """);
    int name = number("Patient", "name");
    assertThat(EXTRACTION.terms(patient))
        .contains(
            new IndexTerm.Text(name, "pina"),
            new IndexTerm.Text(name, "jose maria"),
            new IndexTerm.Text(name, "asa"),
            new IndexTerm.Text(number("Patient", "family"), "pina"));
  }

  @Test
  void related_artifacts_are_told_apart_by_their_type() {
    ObjectNode library =
        tree(
            """
            {"resourceType":"Library","relatedArtifact":[
              {"type":"depends-on","resource":"http://a|1"},
              {"type":"successor","resource":"http://b"}]}
            """);
    int dependsOn = number("Library", "depends-on");
    assertThat(EXTRACTION.terms(library))
        .containsExactlyInAnyOrder(
            new IndexTerm.Uri(dependsOn, "http://a|1"),
            new IndexTerm.Uri(dependsOn, "http://a"),
            new IndexTerm.Uri(number("Library", "successor"), "http://b"));
  }

  @Test
  void a_document_is_found_by_the_composition_that_comes_first() {
    ObjectNode document =
        tree(
            """
            {"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Composition","id":"c"}},
              {"resource":{"resourceType":"Composition","id":"d"}}]}
            """);
    assertThat(EXTRACTION.terms(document))
        .containsExactly(new IndexTerm.Uri(number("Bundle", "composition"), "Composition/c"));
  }

  @Test
  void sampled_data_and_ranges_are_found_by_their_bounds() {
    ObjectNode observation =
        tree(
            """
            {"resourceType":"Observation","valueSampledData":{"origin":{"value":10,"unit":"mV"},
             "factor":2,"data":"3 E -1.5 2 U"},
             "component":[{"valueQuantity":{"value":5}}]}
            """);
    assertThat(EXTRACTION.terms(observation))
        .contains(
            new IndexTerm.Quantity(
                number("Observation", "value-quantity"), "", "mV", new BigDecimal("7.0")),
            new IndexTerm.Quantity(
                number("Observation", "value-quantity"), "", "mV", new BigDecimal("16")));
  }

  @Test
  void a_location_is_found_by_its_latitude_and_its_longitude() {
    ObjectNode clinic =
        tree(
            """
            {"resourceType":"Location","position":{"longitude":39.66,"latitude":-4.05,"altitude":17}}
            """);
    int near = number("Location", "near");
    assertThat(EXTRACTION.terms(clinic))
        .filteredOn(term -> term.parameter() == near)
        .containsExactlyInAnyOrder(
            new IndexTerm.Quantity(near, "", "latitude", new BigDecimal("-4.05")),
            new IndexTerm.Quantity(near, "", "longitude", new BigDecimal("39.66")));
  }

  @Test
  void identifiers_are_those_of_the_parameter_of_that_name() {
    ObjectNode manifest =
        tree(
            """
            {"resourceType":"DocumentManifest","masterIdentifier":{"system":"s","value":"1"},
             "identifier":[{"value":"2"}],"related":[{"identifier":{"value":"3"}}]}
            """);
    int identifier = number("DocumentManifest", "identifier");
    assertThat(EXTRACTION.identifiers(manifest))
        .containsExactlyInAnyOrder(
            new IndexTerm.Token(identifier, "s", "1"), new IndexTerm.Token(identifier, "", "2"));
  }

  private static int number(String type, String code) {
    return SearchParameters.r4().find(type, code).orElseThrow().number();
  }

  private static EntryId entryId(String text) {
    String[] parts = text.split("/", -1);
    return new EntryId(parts[0], parts[1]);
  }

  private static ObjectNode tree(String json) {
    return JsonReader.read(json.getBytes(UTF_8)).orThrow();
  }
}
