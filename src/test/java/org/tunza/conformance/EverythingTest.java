package org.tunza.conformance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tunza.platform.database.Statements;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.testing.InProcess;
import org.tunza.testing.Reply;
import org.tunza.testing.TestServer;

/** $everything tells a chart or an encounter, and what it refers to, each once. */
final class EverythingTest {

  private static final TestServer SERVER = TestServer.start(List.of("--references", "accept"));
  private static final int OBSERVATIONS = 30;

  @BeforeAll
  static void fill() {
    put(
        "Appointment/early",
        "'status':'booked','participant':[{'status':'accepted','actor':"
            + "{'reference':'Patient/a'}},{'status':'accepted','actor':{'reference':'Patient/b'}}]");
    put("Organization/ward", "'name':'Ward'");
    put("Organization/unknown", "'name':'Elsewhere'");
    put("Practitioner/otieno", "'name':[{'family':'Otieno'}]");
    put("Patient/a", "'managingOrganization':{'reference':'Organization/ward'}");
    put("Patient/b", "'active':true");
    put("Location/bed", "'name':'Bed'");
    put(
        "Encounter/e1",
        "'status':'finished','class':{'code':'AMB'},'subject':"
            + "{'reference':'Patient/a'},'period':{'start':'2019-12-30','end':'2020-01-02'},"
            + "'location':[{'location':{'reference':'Location/bed'}}],"
            + "'diagnosis':[{'condition':{'reference':'Condition/c1'}}]");
    put(
        "Condition/c1",
        "'subject':{'reference':'Patient/a'},'onsetDateTime':'2010',"
            + "'asserter':{'reference':'Practitioner/otieno'}");
    put("Condition/other", "'subject':{'reference':'Patient/b'},'onsetDateTime':'2010'");
    put("AllergyIntolerance/nuts", "'patient':{'reference':'Patient/a'}");
    put(
        "Observation/of-b",
        observation("b", 1) + ",'derivedFrom':[{'reference':'Observation/o1'}]");
    for (int i = 0; i < OBSERVATIONS; i++) {
      put(
          "Observation/o" + i,
          observation("a", i)
              + ",'encounter':{'reference':'Encounter/e1'},"
              + "'performer':[{'reference':'Practitioner/otieno'}],"
              + "'derivedFrom':[{'reference':'Observation/of-b'}]");
    }
    put("Observation/gone", observation("a", 1));
    SERVER.delete("/Observation/gone");
    SERVER.put("/Patient/deleted", Samples.patient("deleted", "Gone")).is(201);
    SERVER.delete("/Patient/deleted");
  }

  private static String observation(String patient, int day) {
    return "'status':'final','code':{'text':'weight'},'subject':{'reference':'Patient/%s'},"
            .formatted(patient)
        + "'effectiveDateTime':'2021-03-%02d'".formatted(day % 28 + 1);
  }

  private static void put(String id, String members) {
    String[] parts = id.split("/", -1);
    String json = "{'resourceType':'%s','id':'%s',%s}".formatted(parts[0], parts[1], members);
    SERVER.put("/" + id, json.replace('\'', '"')).is(201);
  }

  private static List<String> entries(Reply reply, String mode) {
    List<String> ids = new ArrayList<>();
    ArrayNode entries = reply.is(200).json().array("entry");
    for (Node entry : entries == null ? List.<Node>of() : entries.items()) {
      ObjectNode one = (ObjectNode) entry;
      ObjectNode resource = requireNonNull(one.object("resource"));
      if (mode.equals(requireNonNull(one.object("search")).string("mode"))) {
        ids.add(resource.string("resourceType") + "/" + resource.string("id"));
      }
    }
    return ids;
  }

  private static String next(Reply reply) {
    for (Node link : requireNonNull(reply.json().array("link")).items()) {
      if ("next".equals(((ObjectNode) link).string("relation"))) {
        return requireNonNull(((ObjectNode) link).string("url"));
      }
    }
    return "";
  }

  /** All pages, each with so many at most. */
  private static List<String> walk(String address, int count) {
    List<String> all = new ArrayList<>();
    String next = address;
    while (!next.isEmpty()) {
      Reply page = SERVER.get(next);
      List<String> told = entries(page, "match");
      told.addAll(entries(page, "include"));
      assertThat(told).hasSizeBetween(1, count);
      all.addAll(told);
      next = next(page);
    }
    return all;
  }

  private static List<String> observations() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < OBSERVATIONS; i++) {
      all.add("Observation/o" + i);
    }
    return all;
  }

  @Test
  void a_chart_is_told_with_what_it_refers_to() {
    Reply all = SERVER.get("/Patient/a/$everything?_count=100");
    List<String> chart = observations();
    chart.addAll(
        List.of(
            "Patient/a",
            "Appointment/early",
            "Encounter/e1",
            "Condition/c1",
            "AllergyIntolerance/nuts"));
    assertThat(entries(all, "match")).containsExactlyInAnyOrderElementsOf(chart);
    assertThat(entries(all, "include"))
        .containsExactlyInAnyOrder("Organization/ward", "Practitioner/otieno", "Location/bed");
    assertThat(next(all)).isEmpty();
  }

  @Test
  void each_page_is_bounded_and_each_entry_told_once() {
    List<String> all = walk("/Patient/a/$everything?_count=100", 100);
    for (int count : List.of(1, 7, 35, 37)) {
      assertThat(walk("/Patient/a/$everything?_count=" + count, count))
          .containsExactlyElementsOf(all);
    }
  }

  @Test
  void a_page_is_few_statements() {
    InProcess door = SERVER.inProcess();
    InProcess.Sent sent =
        new InProcess.Sent(
            "GET", "/fhir/Patient/a/$everything?_count=100", java.util.Map.of(), new byte[0]);
    door.send(sent);
    long before = Statements.count();
    assertThat(door.send(sent).status()).isEqualTo(200);
    assertThat(Statements.count() - before).isLessThanOrEqualTo(3);
  }

  @Test
  void a_time_of_care_keeps_what_has_no_date() {
    assertThat(walk("/Patient/a/$everything?start=2020&end=2020-12", 100))
        .contains("Patient/a", "AllergyIntolerance/nuts", "Encounter/e1", "Location/bed")
        .doesNotContain("Condition/c1", "Observation/o1", "Practitioner/otieno");
    assertThat(walk("/Patient/a/$everything?end=2011-05-01", 100)).contains("Condition/c1");
  }

  @Test
  void types_and_the_time_of_change_choose_what_is_told() {
    assertThat(walk("/Patient/a/$everything?_type=Practitioner,Condition&_count=1", 1))
        .containsExactly("Condition/c1", "Practitioner/otieno");
    Reply none = SERVER.get("/Patient/a/$everything?_since=2999-01-01T00:00:00Z");
    assertThat(entries(none, "match")).isEmpty();
    assertThat(walk("/Patient/a/$everything?_since=2020-01-01T00:00:00Z&_count=50", 50))
        .hasSize(OBSERVATIONS + 8);
  }

  @Test
  void an_encounter_is_told_with_its_patient_and_what_it_refers_to() {
    Reply all = SERVER.get("/Encounter/e1/$everything?_count=100");
    List<String> own = observations();
    own.add("Encounter/e1");
    assertThat(entries(all, "match")).containsExactlyInAnyOrderElementsOf(own);
    assertThat(entries(all, "include"))
        .containsExactlyInAnyOrder(
            "Patient/a", "Condition/c1", "Practitioner/otieno", "Location/bed");
  }

  @Test
  void it_may_be_posted() {
    Reply posted =
        SERVER.post(
            "/Patient/a/$everything",
            """
            {"resourceType":"Parameters","parameter":[
              {"name":"_type","valueCode":"Condition"},{"name":"_type","valueCode":"Encounter"},
              {"name":"_count","valueInteger":1}]}
            """);
    assertThat(entries(posted, "match")).containsExactly("Encounter/e1");
    assertThat(entries(SERVER.get(next(posted)), "match")).containsExactly("Condition/c1");
  }

  @Test
  void what_cannot_be_told_is_refused() {
    SERVER.get("/Patient/nobody/$everything").is(404);
    SERVER.get("/Patient/deleted/$everything").is(410);
    assertThat(SERVER.get("/Patient/a/$everything?start=soon").is(400).place()).isEqualTo("start");
    assertThat(SERVER.get("/Patient/a/$everything?_type=Cat").is(400).place()).isEqualTo("_type");
    assertThat(SERVER.get("/Patient/a/$everything?_count=0").is(400).place()).isEqualTo("_count");
    assertThat(SERVER.get("/Patient/a/$everything?code=1").is(400).place()).isEqualTo("code");
    assertThat(SERVER.get("/Encounter/e1/$everything?start=2020").is(400).place())
        .isEqualTo("start");
    SERVER.get("/Patient/$everything").is(404);
    SERVER.get("/Group/a/$everything").is(404);
    String next = next(SERVER.get("/Patient/a/$everything?_count=5"));
    SERVER.get(next.replace("/a/", "/b/")).is(400);
  }
}
