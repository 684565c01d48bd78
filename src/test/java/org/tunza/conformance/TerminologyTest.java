package org.tunza.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tunza.conformance.FhirClient.Reply;
import org.tunza.testing.Codes;
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
    Codes.load(SERVER.database(), Codes.VEHICLES);
    CLIENT
        .put(
            "CodeSystem/colours",
            """
            {'resourceType':'CodeSystem','id':'colours','url':'urn:t:colours','version':'2',
            'name':'Colours','status':'active','content':'complete','concept':[
              {'code':'warm','display':'Warm','property':[{'code':'notSelectable','valueBoolean':true}],
               'concept':[{'code':'red','display':'Red',
                 'designation':[{'language':'sw','value':'Nyekundu'}]},
                {'code':'pink','display':'Pink'}]},
              {'code':'sepia','display':'Sepia','property':[{'code':'status','valueCode':'retired'}]}]}
            """)
        .ok(201);
    valueSet("land", "'include':[{'system':'urn:t:vehicles','filter':[%s]}]".formatted(isA("L")));
    valueSet(
        "mixed",
        """
        'include':[
          {'system':'urn:t:colours','concept':[{'code':'red','display':'The red one'},
            {'code':'sepia'},{'code':'nothing'}]},
          {'valueSet':['urn:t:land']}],
        'exclude':[{'system':'urn:t:vehicles','concept':[{'code':'B'}]}]
        """);
    CLIENT
        .put(
            "ConceptMap/wheels",
            """
            {'resourceType':'ConceptMap','id':'wheels','url':'urn:t:map','status':'active','group':[
             {'source':'urn:t:vehicles','target':'urn:t:colours','element':[
               {'code':'A','target':[{'code':'red','display':'Red','equivalence':'wider'}]},
               {'code':'B','target':[{'equivalence':'unmatched'}]}],
              'unmapped':{'mode':'fixed','code':'sepia'}}]}
            """)
        .ok(201);
  }

  private static void valueSet(String id, String compose) {
    CLIENT
        .put(
            "ValueSet/" + id,
            "{'resourceType':'ValueSet','id':'%1$s','url':'urn:t:%1$s','status':'active','compose':{%2$s}}"
                .formatted(id, compose))
        .ok(201);
  }

  private static String isA(String code) {
    return filter("concept", "is-a", code);
  }

  private static String filter(String property, String op, String value) {
    return "{'property':'%s','op':'%s','value':'%s'}".formatted(property, op, value);
  }

  /** The codes that a posted compose expands to. */
  private static List<String> expanded(String compose) {
    return expansion(compose).ok(200).texts("expansion.contains.code");
  }

  private static Reply expansion(String compose) {
    return CLIENT.post(
        "ValueSet/$expand",
        "{'resourceType':'ValueSet','status':'active','compose':{%s}}".formatted(compose));
  }

  private static List<String> filtered(String... filters) {
    return expanded(
        "'include':[{'system':'urn:t:vehicles','filter':[%s]}]"
            .formatted(String.join(",", filters)));
  }

  @Test
  void a_value_set_is_expanded_by_its_address_and_as_an_entry() {
    assertThat(
            CLIENT.get("ValueSet/$expand?url=urn:t:land").ok(200).texts("expansion.contains.code"))
        .containsExactly("L", "A", "B");
    assertThat(CLIENT.get("ValueSet/land/$expand").ok(200).texts("expansion.total"))
        .containsExactly("3");
  }

  @Test
  void listed_codes_keep_their_order_and_displays_and_what_is_excluded_is_left_out() {
    Reply mixed = CLIENT.get("ValueSet/mixed/$expand").ok(200);
    assertThat(mixed.texts("expansion.contains.code")).containsExactly("red", "sepia", "L", "A");
    assertThat(mixed.texts("expansion.contains.display"))
        .containsExactly("The red one", "Sepia", "Land vehicle", "Amphibious lorry");
    assertThat(mixed.texts("expansion.contains.inactive")).containsExactly("true");
    assertThat(
            CLIENT.get("ValueSet/mixed/$expand?activeOnly=true").texts("expansion.contains.code"))
        .containsExactly("red", "L", "A");
  }

  @Test
  void each_filter_selects_as_it_says() {
    assertThat(filtered(isA("W"))).containsExactly("A", "W");
    assertThat(filtered(filter("concept", "descendent-of", "W"))).containsExactly("A");
    assertThat(filtered(filter("concept", "is-not-a", "L"))).containsExactly("V", "W", "G");
    assertThat(filtered(filter("concept", "generalizes", "W"))).containsExactly("V", "W");
    assertThat(filtered(filter("wheels", "=", "2"))).containsExactly("B");
    assertThat(filtered(filter("wheels", "in", "2, 6"))).containsExactly("A", "B");
    assertThat(filtered(filter("code", "not-in", "V,L,W,G"))).containsExactly("A", "B");
    assertThat(filtered(filter("code", "regex", "[AB]"))).containsExactly("A", "B");
    assertThat(filtered(filter("display", "regex", ".*vehicle"))).containsExactly("L", "W");
    assertThat(filtered(filter("wheels", "exists", "true"))).containsExactly("A", "B");
    assertThat(filtered(filter("wheels", "exists", "false"))).containsExactly("V", "L", "W", "G");
    assertThat(filtered(filter("parent", "=", "V"))).containsExactly("L", "W");
    assertThat(filtered(filter("inactive", "=", "true"))).containsExactly("G");
    assertThat(filtered(isA("L"), isA("W"))).containsExactly("A");
  }

  @Test
  void several_value_sets_in_one_include_are_what_they_have_in_common() {
    valueSet("water", "'include':[{'system':'urn:t:vehicles','filter':[%s]}]".formatted(isA("W")));
    assertThat(expanded("'include':[{'valueSet':['urn:t:land','urn:t:water']}]"))
        .containsExactly("A");
    assertThat(
            expanded(
                "'include':[{'system':'urn:t:vehicles','concept':[{'code':'B'},{'code':'W'}],"
                    + "'valueSet':['urn:t:land']}]"))
        .containsExactly("B");
  }

  @Test
  void codes_of_a_code_system_that_is_not_known_are_taken_as_they_are_listed() {
    Reply reply =
        expansion(
            "'include':[{'system':'urn:t:elsewhere','concept':[{'code':'x','display':'Ex'},{'code':'y'}]}]");
    assertThat(reply.ok(200).texts("expansion.contains.code")).containsExactly("x", "y");
    assertThat(reply.texts("expansion.contains.display")).containsExactly("Ex");
  }

  @Test
  void an_expansion_comes_in_pages_and_by_words() {
    Reply page = CLIENT.get("ValueSet/mixed/$expand?offset=1&count=2").ok(200);
    assertThat(page.texts("expansion.contains.code")).containsExactly("sepia", "L");
    assertThat(page.texts("expansion.total")).containsExactly("4");
    assertThat(page.texts("expansion.offset")).containsExactly("1");
    assertThat(
            CLIENT
                .get("ValueSet/$expand?url=urn:t:all-vehicles&filter=VEH%20la&count=10")
                .ok(200)
                .texts("expansion.contains.code"))
        .containsExactly("L");
    assertThat(CLIENT.get("ValueSet/mixed/$expand?count=0").texts("expansion.contains")).isEmpty();
  }

  @Test
  void displays_are_in_the_language_that_was_asked_for() {
    String query = "ValueSet/$expand?url=urn:t:land&displayLanguage=fr-CA,fr;q=0.5";
    assertThat(CLIENT.get(query).ok(200).texts("expansion.contains.display"))
        .containsExactly("Land vehicle", "Camion", "Bicycle");
    assertThat(
            CLIENT
                .get("ValueSet/$expand?url=urn:t:land&includeDesignations=true")
                .texts("expansion.contains.designation.value"))
        .containsExactly("Camion");
  }

  @Test
  void more_codes_than_may_be_shown_at_once_are_refused_as_too_costly() {
    TestServer small = TestServer.start(List.of("--limits-expansion=2"));
    Codes.load(small.database(), Codes.VEHICLES);
    FhirClient client = new FhirClient(small);
    Reply refused = client.get("ValueSet/$expand?url=urn:t:all-vehicles");
    assertThat(refused.ok(422).texts("issue.code")).containsExactly("too-costly");
    assertThat(client.get("ValueSet/$expand?url=urn:t:all-vehicles&count=2").ok(200).status())
        .isEqualTo(200);
  }

  @Test
  void an_evil_expression_is_broken_off() {
    CLIENT
        .put(
            "CodeSystem/long",
            "{'resourceType':'CodeSystem','id':'long','url':'urn:t:long','status':'active',"
                + "'content':'complete','concept':[{'code':'%s!'}]}".formatted("a".repeat(200)))
        .ok(201);
    Reply reply =
        expansion(
            "'include':[{'system':'urn:t:long','filter':[%s]}]"
                .formatted(filter("code", "regex", "((a|aa)+)+")));
    assertThat(reply.ok(422).texts("issue.code")).containsExactly("too-costly");
  }

  @Test
  void value_sets_that_import_themselves_are_refused() {
    valueSet("snake", "'include':[{'valueSet':['urn:t:tail']}]");
    valueSet("tail", "'include':[{'valueSet':['urn:t:snake']}]");
    assertThat(CLIENT.get("ValueSet/$expand?url=urn:t:snake").ok(400).texts("issue.diagnostics"))
        .first()
        .asString()
        .contains("imports itself");
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
    assertThat(expansion("'include':[{'system':'urn:t:none'}]").ok(404).status()).isEqualTo(404);
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
            "ConceptMap/$translate?code=A")) {
      assertThat(CLIENT.get(path).ok(400).texts("issue.expression")).hasSize(1);
    }
    assertThat(CLIENT.get("CodeSystem/$expand?url=urn:t:land").status()).isEqualTo(404);
    assertThat(CLIENT.get("CodeSystem/colours/$lookup?code=red").status()).isEqualTo(404);
    assertThat(expansion("'include':[{}]").ok(400).texts("issue.code"))
        .containsExactly("structure");
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
  void of_several_versions_the_latest_that_is_not_retired_is_meant() {
    for (String[] one :
        new String[][] {{"1.9", "active", "A"}, {"1.10", "active", "B"}, {"2", "retired", "L"}}) {
      String id = "v" + one[0].replace('.', '-');
      CLIENT
          .put(
              "ValueSet/" + id,
              ("{'resourceType':'ValueSet','id':'%s','url':'urn:t:versions','version':'%s','status':'%s',"
                      + "'compose':{'include':[{'system':'urn:t:vehicles','concept':[{'code':'%s'}]}]}}")
                  .formatted(id, one[0], one[1], one[2]))
          .ok(201);
    }
    String path = "ValueSet/$expand?url=urn:t:versions";
    assertThat(CLIENT.get(path).ok(200).texts("expansion.contains.code")).containsExactly("B");
    assertThat(CLIENT.get(path + "|1.9").ok(200).texts("expansion.contains.code"))
        .containsExactly("A");
    assertThat(CLIENT.get(path + "&valueSetVersion=2").texts("expansion.contains.code"))
        .containsExactly("L");
    assertThat(CLIENT.get(path + "|3").status()).isEqualTo(404);
  }
}
