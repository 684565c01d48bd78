package org.tunza.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tunza.platform.database.Sql;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.store.reindex.ReindexStore;
import org.tunza.store.verify.Finding;
import org.tunza.testing.Await;
import org.tunza.testing.Findings;
import org.tunza.testing.Reply;
import org.tunza.testing.TestServer;

/** SearchParameters that somebody keeps here. Each test has a parameter of its own. */
final class OwnParameterTest {

  private static final TestServer SERVER = TestServer.start(List.of());
  private static final TestServer OTHER = SERVER.another();

  @BeforeAll
  static void fill() {
    for (int i = 0; i < 20; i++) {
      patient("old-" + i, "born" + i, i);
    }
  }

  private static String patient(String id, String born, int order) {
    return patient(SERVER, id, born, order);
  }

  private static String patient(TestServer server, String id, String born, int order) {
    server
        .put(
            "/Patient/" + id,
            """
            {"resourceType":"Patient","id":"%1$s","birthDate":"1980-01-01","multipleBirthInteger":%3$d,
              "extension":[{"url":"urn:born","valueString":"%2$s"},
                {"url":"urn:other","valueString":"other"},
                {"url":"urn:order","valueDecimal":%3$d}],
              "contact":[{"relationship":[{"coding":[{"system":"urn:kin","code":"%2$s"}]}]}]}
            """
                .formatted(id, born, order))
        .response();
    return id;
  }

  private static Reply define(String base, String code, String kind, String expression) {
    return SERVER.put(
        "/SearchParameter/" + code,
        OwnParameterRefusalTest.definition(base, code, kind, expression, "active"));
  }

  private static void ready(String base, String code) {
    ready(SERVER, base, code);
  }

  private static void ready(TestServer server, String base, String code) {
    Await.until(
        code + " is ready",
        () -> server.get("/%s?%s:missing=true".formatted(base, code)).status() == 200);
  }

  private static List<String> found(String search) {
    return found(SERVER, search);
  }

  private static List<String> found(TestServer server, String search) {
    ArrayNode entries = server.get(search + "&_count=100").is(200).json().array("entry");
    return entries == null
        ? List.of()
        : entries.items().stream()
            .map(entry -> Objects.requireNonNull(((ObjectNode) entry).object("resource")))
            .map(resource -> Objects.requireNonNull(resource.string("id")))
            .toList();
  }

  /** As long as it is open, no walk goes on. */
  private record NoWalk() implements AutoCloseable {
    static NoWalk begin() {
      walk(false);
      return new NoWalk();
    }

    @Override
    public void close() {
      walk(true);
    }
  }

  private static void walk(boolean mayGoOn) {
    try (Connection superuser = SERVER.database().superuser()) {
      Sql.update(
          superuser,
          "update index_walk set walker = 0, beat = ?::timestamptz",
          mayGoOn ? "-infinity" : "infinity");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void one_is_refused_until_its_rows_are_all_there_and_then_finds_old_and_new_entries() {
    try (NoWalk _ = NoWalk.begin()) {
      define("Patient", "born-as", "string", "Patient.extension('urn:born').value.ofType(string)")
          .is(201);
      Reply refused = SERVER.get("/Patient?born-as=born3").is(400);
      assertThat(refused.text()).contains("born-as of Patient is being built: 0 %");
      assertThat(SERVER.get("/Patient?_sort=born-as").is(400).text()).contains("is being built");
      SERVER.ask("/Patient?born-as=born3").with("Prefer", "handling=lenient").send("GET").is(200);
      patient("while-building", "born3 too", 1);
    }
    ready("Patient", "born-as");
    patient("when-built", "born3 three", 1);
    assertThat(found("/Patient?born-as=born3"))
        .containsExactlyInAnyOrder("old-3", "while-building", "when-built");
    assertThat(found("/Patient?born-as:exact=born3")).containsExactly("old-3");
    assertThat(found("/Patient?born-as:contains=three")).containsExactly("when-built");
    assertThat(found("/Patient?born-as=other")).isEmpty();
    assertThat(Findings.in(SERVER.ground()).all()).isEmpty();
  }

  @Test
  void entries_are_sorted_by_it_and_it_is_told_in_the_capability_statement() {
    assertThat(SERVER.get("/metadata").text()).doesNotContain("birth-order");
    define("Patient", "birth-order", "number", "Patient.multipleBirth.ofType(integer)").is(201);
    ready("Patient", "birth-order");
    assertThat(SERVER.get("/metadata").text()).contains("birth-order");
    assertThat(found("/Patient?birth-order=ge17&birth-order=lt20&_sort=-birth-order"))
        .containsSubsequence("old-19", "old-18", "old-17");
  }

  @Test
  void entries_are_linked_by_it_both_ways_and_not_deleted_while_it_names_them() {
    define("Condition", "noted-by", "reference", "Condition.note.author.ofType(Reference)").is(201);
    ready("Condition", "noted-by");
    String nurse =
        SERVER
            .post("/Practitioner", "{\"resourceType\":\"Practitioner\",\"active\":true}")
            .is(201)
            .entry();
    String condition =
        SERVER
            .post(
                "/Condition",
                """
                {"resourceType":"Condition","subject":{"reference":"Patient/old-1"},
                  "note":[{"authorReference":{"reference":"%s"},"text":"Seen"}]}
                """
                    .formatted(nurse))
            .is(201)
            .entry();
    String id = condition.substring("Condition/".length());
    assertThat(found("/Condition?noted-by=" + nurse)).containsExactly(id);
    assertThat(found("/Condition?noted-by:Practitioner.active=true")).containsExactly(id);
    assertThat(found("/Practitioner?_has:Condition:noted-by:subject=Patient/old-1"))
        .containsExactly(nurse.substring("Practitioner/".length()));
    assertThat(found("/Condition?_id=" + id + "&_include=Condition:noted-by")).hasSize(2);
    assertThat(found("/Practitioner?active=true&_revinclude=Condition:noted-by")).contains(id);
    assertThat(SERVER.delete("/" + nurse).status()).isEqualTo(409);
    SERVER.delete("/" + condition).is(204);
    SERVER.delete("/" + nurse).is(204);
  }

  @Test
  void one_program_makes_rows_of_what_another_has_defined_from_the_next_commit_on() {
    try (NoWalk _ = NoWalk.begin()) {
      define("Patient", "kin", "token", "Patient.contact.relationship").is(201);
      patient(OTHER, "kin-there", "kin-there", 1);
      OTHER
          .post(
              "",
              """
              {"resourceType":"Bundle","type":"transaction","entry":[
                {"resource":{"resourceType":"Patient","contact":[{"relationship":[
                  {"coding":[{"system":"urn:kin","code":"kin-there"}]}]}]},
                 "request":{"method":"POST","url":"Patient"}}]}
              """)
          .is(200);
    }
    ready(OTHER, "Patient", "kin");
    assertThat(found(OTHER, "/Patient?kin=urn:kin%7Ckin-there")).hasSize(2);
    assertThat(found(OTHER, "/Patient?kin=born5")).containsExactly("old-5");
    assertThat(Findings.in(SERVER.ground()).all()).isEmpty();
  }

  @Test
  void a_change_is_answered_as_before_until_the_new_one_is_ready() {
    define("Patient", "changing", "string", "Patient.extension('urn:other').value").is(201);
    ready("Patient", "changing");
    assertThat(found("/Patient?changing=other")).contains("old-1");
    try (NoWalk _ = NoWalk.begin()) {
      define("Patient", "changing", "string", "Patient.extension('urn:born').value").is(200);
      assertThat(found("/Patient?changing=other")).contains("old-1");
      assertThat(found("/Patient?changing=born1")).isEmpty();
      patient("while-changing", "born1-while", 1);
      assertThat(found("/Patient?changing=other")).contains("while-changing");
    }
    Await.until("the new one is ready", () -> !found("/Patient?changing=born1").isEmpty());
    assertThat(found("/Patient?changing=other")).isEmpty();
    assertThat(found("/Patient?changing=born1-while")).containsExactly("while-changing");
    awaitWhole();
    assertThat(Findings.in(SERVER.ground()).all()).isEmpty();
  }

  private static void awaitWhole() {
    Await.until(
        "all rows are as asked for",
        () ->
            SERVER
                    .database()
                    .database()
                    .read(c ->
                        Sql.number(c, "select count(*) from search_index where clean = edition"))
                == 1);
  }

  @Test
  void one_that_is_retired_or_deleted_is_searched_by_no_more_and_leaves_no_rows() {
    String expression = "Patient.extension('urn:born').value";
    for (String how : List.of("retired", "deleted")) {
      define("Patient", how, "string", expression).is(201);
      ready("Patient", how);
      Reply stop =
          how.equals("deleted")
              ? SERVER.delete("/SearchParameter/" + how)
              : SERVER.put(
                  "/SearchParameter/" + how,
                  OwnParameterRefusalTest.definition(
                      "Patient", how, "string", expression, "retired"));
      assertThat(stop.status()).isBetween(200, 204);
      assertThat(SERVER.get("/Patient?" + how + "=x").is(400).text())
          .contains("has no search parameter " + how);
    }
    awaitWhole();
    assertThat(rows("retired") + rows("deleted")).isZero();
    define("Patient", "retired", "string", expression).is(200);
    ready("Patient", "retired");
    assertThat(found("/Patient?retired=born7")).containsExactly("old-7");
  }

  private static long rows(String code) {
    return SERVER
        .database()
        .database()
        .read(connection ->
            Sql.number(
                connection,
                """
                select count(*) from text_term t join search_parameter p on p.number = t.parameter
                where p.code = ?
                """,
                code));
  }

  @Test
  void a_draft_defines_nothing() {
    SERVER
        .put(
            "/SearchParameter/drafted",
            OwnParameterRefusalTest.definition(
                "Patient", "drafted", "string", "no expression at all", "draft"))
        .is(201);
    assertThat(SERVER.get("/Patient?drafted=x").status()).isEqualTo(400);
  }

  @Test
  void it_is_defined_with_what_it_finds_in_one_transaction() {
    String definition =
        OwnParameterRefusalTest.definition("Group", "made-with", "string", "Group.name", "active")
            .strip();
    Reply done =
        SERVER.post(
            "",
            """
            {"resourceType":"Bundle","type":"transaction","entry":[
              {"resource":%s,"request":{"method":"PUT","url":"SearchParameter/made-with"}},
              {"resource":{"resourceType":"Group","type":"person","actual":true,"name":"Together"},
               "request":{"method":"POST","url":"Group"}}]}
            """
                .formatted(definition));
    done.is(200);
    ready("Group", "made-with");
    assertThat(found("/Group?made-with=together")).hasSize(1);
  }

  @Test
  void what_search_parameters_say_is_known_again_when_that_was_lost() throws SQLException {
    define("Patient", "lost", "string", "Patient.extension('urn:born').value").is(201);
    ready("Patient", "lost");
    awaitWhole();
    try (Connection superuser = SERVER.database().superuser()) {
      Sql.update(superuser, "update search_parameter set ended = 0 where code = 'lost'");
    }
    assertThat(Findings.in(SERVER.ground()).all())
        .extracting(Finding::text)
        .contains("what it defines is not what is searched by");
    ReindexStore.ask(SERVER.ground().database().transactions());
    awaitWhole();
    Await.until("it is known again", () -> found("/Patient?lost=born7").equals(List.of("old-7")));
    assertThat(Findings.in(SERVER.ground()).all()).isEmpty();
  }

  @Test
  void a_condition_takes_only_published_ones() {
    define("Patient", "for-conditions", "string", "Patient.name.given").is(201);
    ready("Patient", "for-conditions");
    Reply refused =
        SERVER
            .ask("/Patient")
            .with("If-None-Exist", "for-conditions=x")
            .json("{\"resourceType\":\"Patient\"}")
            .send("POST");
    assertThat(refused.status()).isEqualTo(400);
  }

  @Test
  void a_write_of_before_and_a_parameter_at_once_leave_no_entry_out() throws Exception {
    List<Thread> writers =
        List.of(
            Thread.ofPlatform().start(() -> writes(SERVER, "here")),
            Thread.ofPlatform().start(() -> writes(OTHER, "there")));
    define("Patient", "at-once", "string", "Patient.extension('urn:born').value").is(201);
    for (Thread writer : writers) {
      writer.join();
    }
    ready("Patient", "at-once");
    assertThat(found("/Patient?at-once=at-once")).hasSize(80);
    awaitWhole();
    assertThat(Findings.in(SERVER.ground()).all()).isEmpty();
  }

  private static void writes(TestServer server, String where) {
    for (int i = 0; i < 40; i++) {
      patient(server, "at-once-" + where + i, "at-once", i);
    }
  }
}
