package org.tunza.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tunza.conformance.FhirClient.Reply;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.validation.Validator;
import org.tunza.testing.TestServer;

/**
 * Operations on code systems, value sets and concept maps.
 * https://hl7.org/fhir/R4/terminology-service.html
 */
final class TerminologyTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final FhirClient CLIENT = new FhirClient(SERVER);

  @BeforeAll
  static void keep() {
    TerminologySamples.keep(SERVER);
  }

  @Test
  void what_is_not_known_is_not_found() {
    for (String path :
        List.of(
            "ValueSet/$expand?url=urn:t:none",
            "ValueSet/none/$expand",
            "CodeSystem/$lookup?system=urn:t:none&code=x",
            "CodeSystem/$lookup?system=urn:t:vehicles&code=x",
            "CodeSystem/$lookup?system=urn:t:vehicles&version=9&code=A",
            "CodeSystem/$validate-code?url=urn:t:none&code=x",
            "CodeSystem/$subsumes?system=urn:t:vehicles&codeA=A&codeB=x",
            "ConceptMap/$translate?url=urn:t:none&system=urn:t:vehicles&code=A")) {
      assertThat(CLIENT.get(path).ok(404).texts("issue.code")).containsExactly("not-found");
    }
  }

  @Test
  void what_is_missing_wrong_or_not_offered_is_named() {
    for (String path :
        List.of(
            "ValueSet/$expand",
            "ValueSet/land/$expand?count=many",
            "ValueSet/land/$expand?context=x",
            "CodeSystem/$lookup?code=A",
            "CodeSystem/$lookup?system=urn:t:vehicles",
            "CodeSystem/$validate-code?code=A",
            "CodeSystem/$subsumes?system=urn:t:vehicles&codeA=A",
            "ConceptMap/$translate?code=A",
            "ConceptMap/$translate?url=urn:t:map")) {
      assertThat(CLIENT.get(path).ok(400).texts("issue.expression")).hasSize(1);
    }
    assertThat(CLIENT.get("CodeSystem/$expand?url=urn:t:land").status()).isEqualTo(404);
    assertThat(CLIENT.get("CodeSystem/colours/$lookup?code=red").status()).isEqualTo(404);
  }

  @Test
  void a_code_is_looked_up_with_its_names_properties_and_relatives() {
    Reply reply = CLIENT.get("CodeSystem/$lookup?system=urn:t:vehicles&code=A").ok(200);
    assertThat(reply.texts("parameter.valueString"))
        .containsExactly("Vehicles", "1", "Amphibious lorry");
    assertThat(reply.texts("parameter.part.valueCode"))
        .contains("fr", "wheels", "parent", "L", "W", "inactive");
    assertThat(reply.texts("parameter.part.valueInteger")).containsExactly("6");
    Reply some =
        CLIENT.post(
            "CodeSystem/$lookup",
            "{'resourceType':'Parameters','parameter':[{'name':'coding','valueCoding':"
                + "{'system':'urn:t:colours','code':'warm'}},{'name':'property','valueCode':'child'},"
                + "{'name':'displayLanguage','valueCode':'sw'}]}");
    assertThat(some.ok(200).texts("parameter.part.valueCode"))
        .containsExactly("child", "red", "child", "pink");
  }

  @Test
  void a_code_of_fhir_itself_is_known_by_its_code() {
    assertThat(
            CLIENT
                .get(
                    "CodeSystem/$lookup?system=http://hl7.org/fhir/administrative-gender&code=male")
                .ok(200)
                .texts("parameter.valueString"))
        .contains("4.0.1", "male");
    assertThat(
            CLIENT
                .get("ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/administrative-gender")
                .ok(200)
                .texts("expansion.contains.code"))
        .containsExactly("male", "female", "other", "unknown");
  }

  @Test
  void every_answer_is_a_valid_resource() {
    for (String path :
        List.of(
            "ValueSet/mixed/$expand?includeDesignations=true&includeDefinition=true&count=3",
            "ValueSet/$expand?url=urn:t:all-vehicles&activeOnly=true&filter=v&displayLanguage=fr",
            "ValueSet/$validate-code?url=urn:t:mixed&system=urn:t:vehicles&code=A",
            "CodeSystem/$lookup?system=urn:t:vehicles&code=A",
            "CodeSystem/$lookup?system=urn:t:colours&code=warm",
            "CodeSystem/$lookup?system=http://hl7.org/fhir/administrative-gender&code=male",
            "CodeSystem/$subsumes?system=urn:t:vehicles&codeA=A&codeB=V",
            "ConceptMap/$translate?url=urn:t:map&system=urn:t:vehicles&code=A",
            "ConceptMap/$translate?url=urn:t:map&system=urn:t:vehicles&code=B")) {
      assertThat(Validator.strict(Definitions.r4()).refusal(CLIENT.get(path).ok(200).body()))
          .as(path)
          .isEmpty();
    }
  }

  private static List<String> validated(String query) {
    Reply reply = CLIENT.get(query).ok(200);
    return reply.texts("parameter.valueBoolean");
  }

  @Test
  void a_code_is_valid_in_its_code_system_by_code_and_display() {
    String base = "CodeSystem/$validate-code?url=urn:t:vehicles&code=";
    assertThat(validated(base + "A")).containsExactly("true");
    assertThat(validated(base + "X")).containsExactly("false");
    assertThat(validated(base + "A&display=camion")).containsExactly("true");
    assertThat(validated(base + "A&display=Bus")).containsExactly("false");
    assertThat(validated("CodeSystem/colours/$validate-code?code=warm")).containsExactly("true");
    assertThat(validated("CodeSystem/colours/$validate-code?code=warm&abstract=false"))
        .containsExactly("false");
    assertThat(CLIENT.get(base + "G").texts("parameter.valueString"))
        .containsExactly("the code is not to be used any more", "Galley");
  }

  @Test
  void a_code_is_valid_in_a_value_set_that_contains_it() {
    String base = "ValueSet/mixed/$validate-code?system=";
    assertThat(validated(base + "urn:t:colours&code=red")).containsExactly("true");
    assertThat(validated(base + "urn:t:vehicles&code=red")).containsExactly("false");
    assertThat(validated(base + "urn:t:vehicles&code=B")).containsExactly("false");
    assertThat(validated("ValueSet/$validate-code?url=urn:t:mixed&code=A")).containsExactly("true");
    Reply concept =
        CLIENT.post(
            "ValueSet/mixed/$validate-code",
            "{'resourceType':'Parameters','parameter':[{'name':'codeableConcept','valueCodeableConcept':"
                + "{'coding':[{'system':'urn:t:x','code':'x'},{'system':'urn:t:vehicles','code':'L'}]}}]}");
    assertThat(concept.ok(200).texts("parameter.valueBoolean")).containsExactly("true");
    assertThat(concept.texts("parameter.valueString")).containsExactly("Land vehicle");
  }

  private static List<String> subsumption(String a, String b) {
    return CLIENT
        .get("CodeSystem/$subsumes?system=urn:t:vehicles&codeA=%s&codeB=%s".formatted(a, b))
        .ok(200)
        .texts("parameter.valueCode");
  }

  @Test
  void subsumption_is_told_either_way() {
    assertThat(subsumption("V", "A")).containsExactly("subsumes");
    assertThat(subsumption("A", "W")).containsExactly("subsumed-by");
    assertThat(subsumption("A", "A")).containsExactly("equivalent");
    assertThat(subsumption("L", "W")).containsExactly("not-subsumed");
    assertThat(
            CLIENT
                .get("CodeSystem/colours/$subsumes?codeA=warm&codeB=red")
                .ok(200)
                .texts("parameter.valueCode"))
        .containsExactly("subsumes");
  }

  @Test
  void a_code_is_translated_and_translated_back() {
    String base = "ConceptMap/$translate?url=urn:t:map&system=urn:t:vehicles&code=";
    Reply forth = CLIENT.get(base + "A").ok(200);
    assertThat(forth.texts("parameter.valueBoolean")).containsExactly("true");
    assertThat(forth.texts("parameter.part.valueCode")).containsExactly("wider");
    assertThat(forth.texts("parameter.part.valueCoding.code")).containsExactly("red");
    assertThat(forth.texts("parameter.part.valueUri")).containsExactly("urn:t:map");
    assertThat(validated(base + "B")).containsExactly("false");
    assertThat(CLIENT.get(base + "Z").texts("parameter.part.valueCoding.code"))
        .containsExactly("sepia");
    assertThat(validated(base + "A&targetsystem=urn:t:none")).containsExactly("false");
    assertThat(validated(base + "A&target=urn:t:mixed")).containsExactly("true");
    assertThat(validated(base + "A&target=urn:t:land")).containsExactly("false");
    Reply back =
        CLIENT.get("ConceptMap/wheels/$translate?system=urn:t:colours&code=red&reverse=true");
    assertThat(back.ok(200).texts("parameter.part.valueCode")).containsExactly("narrower");
    assertThat(back.texts("parameter.part.valueCoding.code")).containsExactly("A");
  }

  @Test
  void maps_are_found_by_the_code_systems_between_which_they_lead() {
    String base = "ConceptMap/$translate?";
    assertThat(
            CLIENT
                .get(base + "system=urn:t:vehicles&code=A&targetsystem=urn:t:colours")
                .ok(200)
                .texts("parameter.part.valueCoding.code"))
        .containsExactly("red");
    assertThat(
            CLIENT
                .get(base + "system=urn:t:colours&code=red&reverse=true")
                .ok(200)
                .texts("parameter.part.valueCoding.code"))
        .containsExactly("A");
    assertThat(validated(base + "system=urn:t:vehicles&code=A&targetsystem=urn:t:none"))
        .containsExactly("false");
  }

  @Test
  void a_map_may_send_to_another_and_each_is_asked_once() {
    for (String[] one : new String[][] {{"sends", "urn:t:map"}, {"circles", "urn:t:circles"}}) {
      String map =
          """
          {'resourceType':'ConceptMap','id':'%1$s','url':'urn:t:%1$s','status':'active','group':[
           {'source':'urn:t:v2','element':[{'code':'none'}],
            'unmapped':{'mode':'other-map','url':'%2$s'}}]}
          """
              .formatted((Object[]) one);
      assertThat(CLIENT.put("ConceptMap/" + one[0], map).status()).isIn(200, 201);
    }
    assertThat(validated("ConceptMap/$translate?url=urn:t:circles&system=urn:t:v2&code=A"))
        .containsExactly("false");
    Reply sent = CLIENT.get("ConceptMap/sends/$translate?code=A");
    assertThat(sent.ok(200).texts("parameter.part.valueCoding.code")).containsExactly("red");
  }
}
