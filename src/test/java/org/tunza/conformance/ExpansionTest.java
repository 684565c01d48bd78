package org.tunza.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tunza.conformance.FhirClient.Reply;
import org.tunza.testing.Codes;
import org.tunza.testing.TestServer;

/** The codes of value sets. https://hl7.org/fhir/R4/valueset-operation-expand.html */
final class ExpansionTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final FhirClient CLIENT = new FhirClient(SERVER);

  @BeforeAll
  static void keep() {
    TerminologySamples.keep(SERVER);
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
    TerminologySamples.valueSet(
        CLIENT,
        "water",
        "'include':[{'system':'urn:t:vehicles','filter':[%s]}]".formatted(isA("W")));
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
  void a_part_of_an_unknown_system_or_of_none_is_refused() {
    assertThat(expansion("'include':[{'system':'urn:t:none'}]").ok(404).texts("issue.code"))
        .containsExactly("not-found");
    assertThat(expansion("'include':[{}]").ok(400).texts("issue.code"))
        .containsExactly("structure");
  }

  @Test
  void a_value_set_of_too_many_parts_is_refused() {
    String part = "{'system':'urn:t:vehicles'}";
    Reply reply =
        expansion("'include':[%s]".formatted(String.join(",", Collections.nCopies(501, part))));
    assertThat(reply.ok(422).texts("issue.code")).containsExactly("too-costly");
  }

  @Test
  void value_sets_that_import_themselves_are_refused() {
    TerminologySamples.valueSet(CLIENT, "snake", "'include':[{'valueSet':['urn:t:tail']}]");
    TerminologySamples.valueSet(CLIENT, "tail", "'include':[{'valueSet':['urn:t:snake']}]");
    assertThat(CLIENT.get("ValueSet/$expand?url=urn:t:snake").ok(400).texts("issue.diagnostics"))
        .first()
        .asString()
        .contains("imports itself");
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
