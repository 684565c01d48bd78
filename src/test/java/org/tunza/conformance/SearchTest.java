package org.tunza.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.testing.Reply;
import org.tunza.testing.TestServer;

/** How a search is asked for and told; what it finds is held against an oracle elsewhere. */
final class SearchTest {

  private static final TestServer SERVER = TestServer.start(List.of());
  private static final int PATIENTS = 25;
  private static final String FORM = "application/x-www-form-urlencoded";

  private static final String BEASTS =
      """
      {"resourceType":"CodeSystem","id":"beasts","url":"urn:beasts","status":"active",
       "content":"complete","hierarchyMeaning":"is-a","concept":[{"code":"beast","concept":[
         {"code":"cat","concept":[{"code":"lion"}]},{"code":"wolf"}]}]}
      """;

  private static final String CATS =
      """
      {"resourceType":"ValueSet","id":"cats","url":"urn:cats","status":"active","compose":{
       "include":[{"system":"urn:beasts","filter":[
         {"property":"concept","op":"is-a","value":"cat"}]}]}}
      """;

  @BeforeAll
  static void fill() {
    for (int i = 0; i < PATIENTS; i++) {
      SERVER.put("/Patient/p" + i, Samples.patient("p" + i, "Family" + (char) ('A' + i))).is(201);
      SERVER.post("/Observation", Samples.observation("Patient/p" + i, i + ".5")).is(201);
    }
  }

  private static List<String> ids(Reply reply) {
    List<String> ids = new ArrayList<>();
    ArrayNode entries = reply.is(200).json().array("entry");
    for (Node entry : entries == null ? List.<Node>of() : entries.items()) {
      ids.add(String.valueOf(resource(entry).string("id")));
    }
    return ids;
  }

  private static ObjectNode resource(Node entry) {
    return requireNonNull(((ObjectNode) entry).object("resource"));
  }

  private static String link(Reply reply, String relation) {
    for (Node link : requireNonNull(reply.json().array("link")).items()) {
      if (relation.equals(((ObjectNode) link).string("relation"))) {
        return requireNonNull(((ObjectNode) link).string("url"));
      }
    }
    return "";
  }

  @Test
  void a_contact_point_without_a_value_is_not_missing() {
    SERVER
        .put(
            "/RelatedPerson/reached",
            """
            {"resourceType":"RelatedPerson","id":"reached","patient":{"reference":"Patient/p1"},
             "telecom":[{"system":"email","use":"home"}]}
            """)
        .is(201);
    assertThat(ids(SERVER.get("/RelatedPerson?email:missing=false"))).containsExactly("reached");
    assertThat(ids(SERVER.get("/RelatedPerson?phone:missing=true"))).containsExactly("reached");
    assertThat(ids(SERVER.get("/RelatedPerson?email:missing=true"))).isEmpty();
  }

  private static String total(Reply reply) {
    return reply.json().member("total") instanceof Node.NumberNode(String total) ? total : "";
  }

  @Test
  void pages_are_followed_by_their_links_to_the_end() {
    List<String> all = new ArrayList<>();
    String address = "/Patient?family=family&_sort=-family&_count=10";
    while (!address.isEmpty()) {
      Reply page = SERVER.get(address);
      all.addAll(ids(page));
      address = link(page, "next");
    }
    assertThat(all)
        .containsExactlyElementsOf(
            IntStream.range(0, PATIENTS).mapToObj(i -> "p" + (PATIENTS - 1 - i)).toList());
  }

  @Test
  void a_link_that_was_altered_or_is_of_another_search_is_refused() {
    String next = link(SERVER.get("/Patient?family=family&_sort=family&_count=10"), "next");
    String altered = next.substring(0, next.length() - 3) + "AAA";
    assertThat(SERVER.get(altered).is(400).place()).isEqualTo("_after");
    SERVER.get(next.replace("family=family", "family=fam")).is(400);
    SERVER.get(next.replace("_sort=family", "_sort=-family")).is(400);
    assertThat(next).doesNotContainIgnoringCase("FamilyJ");
  }

  @Test
  void a_form_finds_what_an_address_finds() {
    byte[] form = "family=FamilyC&_count=5".getBytes(UTF_8);
    assertThat(ids(SERVER.ask("/Patient/_search").bytes(FORM, form).send("POST")))
        .containsExactly("p2");
    SERVER.ask("/Patient/_search").json("{}").send("POST").is(415);
  }

  @Test
  void a_compartment_is_searched_below_its_owner() {
    Reply found = SERVER.get("/Patient/p3/Observation?value-quantity=3.5%7C%7Ckg");
    assertThat(ids(found)).hasSize(1);
    assertThat(link(found, "self")).contains("/fhir/Patient/p3/Observation?value-quantity=3.5");
    assertThat(ids(SERVER.get("/Patient/p3/Practitioner"))).isEmpty();
  }

  @Test
  void a_code_of_a_patient_is_found_with_and_without_its_system() {
    for (String code : List.of("http://loinc.org%7C29463-7", "29463-7", "29463-7,8302-2")) {
      String query = "/Observation?patient=p5&code=" + code;
      assertThat(ids(SERVER.get(query))).hasSize(1);
      assertThat(ids(SERVER.get(query + "&value-quantity=5.5&_sort=-date"))).hasSize(1);
      assertThat(ids(SERVER.get(query + "&value-quantity=6.5"))).isEmpty();
      assertThat(total(SERVER.get(query + "&_summary=count"))).isEqualTo("1");
    }
    assertThat(ids(SERVER.get("/Observation?patient=p5&code=8302-2"))).isEmpty();
    assertThat(ids(SERVER.get("/Observation?patient=nobody&code=29463-7"))).isEmpty();
  }

  @Test
  void several_types_are_searched_at_once() {
    Reply found = SERVER.get("?_type=Patient,Observation&_lastUpdated=gt2020&_count=60");
    assertThat(ids(found)).hasSize(2 * PATIENTS);
    SERVER.get("?_lastUpdated=gt2020").is(400);
  }

  @Test
  void a_total_is_told_when_it_costs_nothing_or_is_asked_for() {
    assertThat(total(SERVER.get("/Patient?family=familya"))).isEqualTo("1");
    assertThat(total(SERVER.get("/Patient?family=family&_count=5"))).isEmpty();
    assertThat(total(SERVER.get("/Patient?family=family&_count=5&_total=accurate")))
        .isEqualTo("25");
    Reply counted = SERVER.get("/Patient?family:contains=amil&_summary=count");
    assertThat(total(counted)).isEqualTo("25");
    assertThat(counted.json().array("entry")).isNull();
  }

  @Test
  void what_is_referred_to_is_told_along() {
    Reply found = SERVER.get("/Observation?subject=Patient/p4&_include=Observation:subject");
    assertThat(found.text()).contains("\"mode\":\"include\"").contains("\"id\":\"p4\"");
    assertThat(SERVER.get("/Patient?_id=p4&_revinclude=Observation:subject").text())
        .contains("\"mode\":\"include\"")
        .contains("29463-7");
  }

  @Test
  void what_is_not_understood_is_refused_or_passed_over_and_said_so() {
    Reply refused = SERVER.get("/Patient?shoe-size=44").is(400);
    assertThat(refused.code()).isEqualTo("TNZ-0108");
    assertThat(refused.place()).isEqualTo("shoe-size");
    Reply lenient =
        SERVER
            .ask("/Patient?family=familya&shoe-size=44")
            .with("Prefer", "handling=lenient")
            .send("GET");
    assertThat(link(lenient, "self")).doesNotContain("shoe-size");
    assertThat(lenient.is(200).text()).contains("\"mode\":\"outcome\"").contains("shoe-size");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "birthdate=2020-13",
        "birthdate=zz2020",
        "birthdate=2020-01-01T00",
        "family:soundslike=x",
        "identifier=a|b|c",
        "gender=",
        "_sort=gender",
        "_sort=shoe-size",
        "_count=-1",
        "_total=maybe",
        "_lastUpdated=yesterday",
        "_id=a/b",
        "organization.birthdate=2020",
        "organization:Location.name=x",
        "organization.name.name=x",
        "_has:Observation:code:status=final",
        "_has:Observation:patient=x",
        "_include=Patient",
        "_include=Patient:shoe",
        "_after=AAAA",
        "_after=%00",
        "link.link.link.link.link.link.link.link.link.link._id=p1",
        "near=1|2",
        "_type=Observation",
      })
  void bad_input_is_a_clear_refusal(String query) {
    Reply refused = SERVER.get("/Patient?" + query.replace("|", "%7C")).is(400);
    assertThat(refused.code()).isIn("TNZ-0108", "TNZ-0403");
  }

  @Test
  void codes_are_found_by_what_subsumes_them_and_by_value_set() {
    SERVER.put("/CodeSystem/beasts", BEASTS).is(201);
    SERVER.put("/ValueSet/cats", CATS).is(201);
    SERVER.put("/Basic/lion", basic("lion")).is(201);
    SERVER.put("/Basic/wolf", basic("wolf")).is(201);
    assertThat(ids(SERVER.get("/Basic?code:below=urn:beasts%7Ccat"))).containsExactly("lion");
    assertThat(ids(SERVER.get("/Basic?code:below=urn:beasts%7Cbeast")))
        .containsExactlyInAnyOrder("lion", "wolf");
    assertThat(ids(SERVER.get("/Basic?code:above=urn:beasts%7Clion"))).containsExactly("lion");
    assertThat(ids(SERVER.get("/Basic?code:in=urn:cats"))).containsExactly("lion");
    assertThat(ids(SERVER.get("/Basic?code:not-in=urn:cats&_id=lion,wolf")))
        .containsExactly("wolf");
    assertThat(SERVER.get("/Basic?code:in=urn:nowhere").is(400).place()).isEqualTo("code");
    assertThat(SERVER.get("/Basic?code:below=urn:beasts%7Cdog").is(400).place()).isEqualTo("code");
  }

  private static String basic(String code) {
    return ("{\"resourceType\":\"Basic\",\"id\":\"%1$s\",\"code\":{\"coding\":"
            + "[{\"system\":\"urn:beasts\",\"code\":\"%1$s\"}]}}")
        .formatted(code);
  }

  @Test
  void very_many_values_are_refused() {
    String values =
        IntStream.range(0, 1000).mapToObj(i -> "v" + i).collect(Collectors.joining(","));
    assertThat(SERVER.get("/Patient?identifier=" + values).is(400).code()).isEqualTo("TNZ-0403");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "family=%27%20or%201%3D1%20--",
        "family=%25",
        "family:contains=%25_",
        "family:exact=%5C%27",
        "identifier=%27%7C%27",
        "organization=Organization/1%27",
        "_id=p1%27--",
        "_tag=%22%29%3B%20drop%20table%20entry%3B",
      })
  void what_looks_like_sql_finds_nothing_more(String query) {
    Reply reply = SERVER.get("/Patient?" + query);
    assertThat(reply.status()).isIn(200, 400);
    if (reply.status() == 200) {
      assertThat(ids(reply)).isEmpty();
    }
  }
}
