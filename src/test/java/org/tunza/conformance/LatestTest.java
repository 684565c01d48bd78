package org.tunza.conformance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tunza.platform.database.Statements;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.testing.InProcess;
import org.tunza.testing.Reply;
import org.tunza.testing.TestServer;

/** $lastn tells the latest observations of each code. */
final class LatestTest {

  private static final TestServer SERVER = TestServer.start(List.of());

  @BeforeAll
  static void fill() {
    SERVER.put("/Patient/a", Samples.patient("a", "Otieno")).is(201);
    SERVER.put("/Patient/b", Samples.patient("b", "Achieng")).is(201);
    put("w1", "a", "2020-01-01", "final", coding("urn:loinc", "weight"));
    put("w2", "a", "2020-03-01", "final", coding("urn:own", "kg"));
    put(
        "w3",
        "a",
        "2020-02-01",
        "final",
        coding("urn:loinc", "weight") + "," + coding("urn:own", "kg"));
    put("w4", "a", "2021-01-01", "entered-in-error", coding("urn:loinc", "weight"));
    put("h1", "a", "2019-01-01", "final", coding("urn:loinc", "height"));
    put("h2", "a", "2018-01-01", "final", coding("urn:loinc", "height"));
    put("h3", "a", "2019-06-01", "cancelled", coding("urn:loinc", "height"));
    put("other", "b", "2022-01-01", "final", coding("urn:loinc", "weight"));
    text("t1", "2017-01-01", "gait");
    text("t2", "2017-02-01", "gait");
  }

  private static String coding(String system, String code) {
    return "{'system':'%s','code':'%s'}".formatted(system, code);
  }

  private static void put(String id, String patient, String date, String status, String codings) {
    put(id, patient, date, status, "'coding':[%s]".formatted(codings), "vital-signs");
  }

  private static void text(String id, String date, String text) {
    put(id, "a", date, "final", "'text':'%s'".formatted(text), "exam");
  }

  private static void put(
      String id, String patient, String date, String status, String code, String category) {
    String json =
        ("{'resourceType':'Observation','id':'%s','status':'%s','code':{%s},'category':[{'coding':"
                + "[{'code':'%s'}]}],'subject':{'reference':'Patient/%s'},"
                + "'effectiveDateTime':'%s'}")
            .formatted(id, status, code, category, patient, date);
    SERVER.put("/Observation/" + id, json.replace('\'', '"')).is(201);
  }

  private static List<String> ids(Reply reply) {
    List<String> ids = new ArrayList<>();
    ArrayNode entries = reply.is(200).json().array("entry");
    for (Node entry : entries == null ? List.<Node>of() : entries.items()) {
      ids.add(String.valueOf(requireNonNull(((ObjectNode) entry).object("resource")).string("id")));
    }
    return ids;
  }

  @Test
  void the_latest_of_each_code_is_told() {
    assertThat(ids(SERVER.get("/Observation/$lastn?patient=a"))).containsExactly("w2", "h1", "t2");
    assertThat(ids(SERVER.get("/Observation/$lastn?subject=Patient/a&category=exam")))
        .containsExactly("t2");
  }

  @Test
  void codes_that_share_a_coding_are_one() {
    assertThat(ids(SERVER.get("/Observation/$lastn?patient=a&max=2")))
        .containsExactly("w2", "w3", "h1", "h2", "t2", "t1");
    assertThat(ids(SERVER.get("/Observation/$lastn?patient=a&code=weight&max=5")))
        .containsExactly("w3", "w1");
  }

  @Test
  void what_was_an_error_is_told_only_when_it_is_asked_for() {
    assertThat(ids(SERVER.get("/Observation/$lastn?patient=a&status=entered-in-error")))
        .containsExactly("w4");
  }

  @Test
  void it_may_be_posted() {
    Reply posted =
        SERVER.post(
            "/Observation/$lastn",
            """
            {"resourceType":"Parameters","parameter":[
              {"name":"patient","valueString":"a"},{"name":"code","valueString":"urn:loinc|height"},
              {"name":"max","valuePositiveInt":2}]}
            """);
    assertThat(ids(posted)).containsExactly("h1", "h2");
  }

  @Test
  void what_is_not_understood_is_refused() {
    assertThat(SERVER.get("/Observation/$lastn?code=weight").is(400).place()).isEqualTo("patient");
    assertThat(SERVER.get("/Observation/$lastn?patient=a&max=0").is(400).place()).isEqualTo("max");
    assertThat(SERVER.get("/Observation/$lastn?patient=a&_sort=date").is(400).place())
        .isEqualTo("_sort");
    assertThat(SERVER.get("/Observation/$lastn?patient=a&colour=red").is(400).place())
        .isEqualTo("colour");
    SERVER.get("/Patient/a/$lastn").is(404);
    SERVER.get("/Observation/w1/$lastn").is(404);
  }

  @Test
  void it_is_one_statement() {
    InProcess door = SERVER.inProcess();
    InProcess.Sent sent =
        new InProcess.Sent("GET", "/fhir/Observation/$lastn?patient=a", Map.of(), new byte[0]);
    door.send(sent);
    long before = Statements.count();
    assertThat(door.send(sent).status()).isEqualTo(200);
    assertThat(Statements.count() - before).isEqualTo(1);
  }
}
