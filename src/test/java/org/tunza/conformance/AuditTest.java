package org.tunza.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tunza.platform.database.Sql;
import org.tunza.record.Accesses.Seen;
import org.tunza.record.EntryKey;
import org.tunza.record.LifecycleEvent;
import org.tunza.resource.definition.Definitions;
import org.tunza.store.access.AccessHistory;
import org.tunza.testing.Await;
import org.tunza.testing.TestServer;

/** For each interaction, the lifecycle events that it leaves in the chart, and no others. */
final class AuditTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final AccessHistory ACCESSES =
      new AccessHistory(SERVER.ground().database().transactions(), SERVER.ground().secrets());
  private static final int ACCESSES_MAX = 200;

  /** An interaction with a patient that was just created under this id. */
  record Row(String name, List<LifecycleEvent> expected, Consumer<String> interaction) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Row row(String name, Consumer<String> interaction, LifecycleEvent... expected) {
    return new Row(name, List.of(expected), interaction);
  }

  static Stream<Row> rows() {
    return Stream.of(
        row("read", id -> SERVER.get(at(id)).is(200), LifecycleEvent.ACCESS),
        row("head", id -> SERVER.ask(at(id)).send("HEAD").is(200), LifecycleEvent.ACCESS),
        row("conditional read", AuditTest::readAgain, LifecycleEvent.ACCESS),
        row("vread", id -> SERVER.get(at(id) + "/_history/1").is(200), LifecycleEvent.ACCESS),
        row("history", id -> SERVER.get(at(id) + "/_history").is(200), LifecycleEvent.ACCESS),
        row("update", id -> put(id, "Juma", 200), LifecycleEvent.AMEND),
        row("update that changes nothing", id -> put(id, "Otieno", 200)),
        row("delete", id -> SERVER.delete(at(id)).is(204), LifecycleEvent.DEPRECATE),
        row("delete twice", AuditTest::deleteTwice, LifecycleEvent.DEPRECATE),
        row(
            "delete and bring back",
            AuditTest::bringBack,
            LifecycleEvent.DEPRECATE,
            LifecycleEvent.REACTIVATE),
        row("read of what is gone", AuditTest::readGone, LifecycleEvent.DEPRECATE),
        row("conditional create that finds one", AuditTest::createAgain, LifecycleEvent.ACCESS),
        row("the same, nothing wanted back", AuditTest::createAgainMinimal),
        row("conditional update", AuditTest::updateMatching, LifecycleEvent.AMEND),
        row("refused update", id -> SERVER.put(at(id), "{}").is(400)),
        row("update of another version", AuditTest::updateStale),
        row("validate", id -> SERVER.post("/Patient/$validate", identified(id, "A")).is(200)),
        row("capabilities", id -> SERVER.get("/metadata").is(200)),
        row("batch with a read", AuditTest::readInBatch, LifecycleEvent.ACCESS));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void an_interaction_leaves_these_events(Row row) throws SQLException {
    String id = "audit-" + row.name().replace(' ', '-').replace(",", "");
    put(id, "Otieno", 201);
    long chart = chart(id);
    assertThat(events(chart)).containsExactly(LifecycleEvent.ORIGINATE);
    row.interaction().accept(id);
    waitUntilAllIsTakenIn(id);
    List<LifecycleEvent> left = new ArrayList<>(events(chart));
    left.remove(LifecycleEvent.ORIGINATE);
    ACCESSES
        .ofChart(chart, Long.MAX_VALUE, ACCESSES_MAX)
        .forEach(_ -> left.add(LifecycleEvent.ACCESS));
    assertThat(left).containsExactlyElementsOf(row.expected());
  }

  @Test
  void a_value_set_whose_codes_are_shown_is_accessed_by_its_address_and_as_an_entry()
      throws SQLException {
    String valueSet =
        """
        {"resourceType":"ValueSet","id":"audited","url":"urn:audited","status":"active",
         "compose":{"include":[{"system":"urn:x","concept":[{"code":"a"}]}]}}
        """;
    SERVER.put("/ValueSet/audited", valueSet).is(201);
    SERVER.get("/ValueSet/$expand?url=urn:audited").is(200);
    SERVER.get("/ValueSet/audited/$validate-code?system=urn:x&code=a").is(200);
    waitUntilAllIsTakenIn("audited");
    EntryKey key = SERVER.database().where("audited");
    assertThat(ACCESSES.ofChart(key.chart(), Long.MAX_VALUE, ACCESSES_MAX))
        .filteredOn(access -> access.event().seen().contains(new Seen(key, 1)))
        .hasSize(2);
  }

  private static String at(String id) {
    return "/Patient/" + id;
  }

  private static String identified(String id, String family) {
    return Samples.identified(id, family)
        .replace("\"Patient\",", "\"Patient\",\"id\":\"" + id + "\",");
  }

  private static void put(String id, String family, int status) {
    SERVER.put(at(id), identified(id, family)).is(status);
  }

  private static void readAgain(String id) {
    SERVER.ask(at(id)).with("If-None-Match", "W/\"1\"").send("GET").is(304);
  }

  private static void deleteTwice(String id) {
    SERVER.delete(at(id)).is(204);
    SERVER.delete(at(id)).is(204);
  }

  private static void bringBack(String id) {
    SERVER.delete(at(id)).is(204);
    put(id, "Otieno", 201);
  }

  private static void readGone(String id) {
    SERVER.delete(at(id)).is(204);
    SERVER.get(at(id)).is(410);
    SERVER.get(at(id) + "/_history/2").is(410);
  }

  private static TestServer.Asking again(String id) {
    return SERVER
        .ask("/Patient")
        .json(Samples.identified(id, "Otieno"))
        .with("If-None-Exist", "identifier=urn:test|" + id);
  }

  private static void createAgain(String id) {
    again(id).send("POST").is(200);
  }

  private static void createAgainMinimal(String id) {
    again(id).with("Prefer", "return=minimal").send("POST").is(200);
  }

  private static void updateMatching(String id) {
    SERVER.put("/Patient?identifier=urn:test%7C" + id, Samples.identified(id, "Juma")).is(200);
  }

  private static void updateStale(String id) {
    SERVER.ask(at(id)).json(identified(id, "A")).with("If-Match", "W/\"9\"").send("PUT").is(412);
  }

  private static void readInBatch(String id) {
    String batch =
        "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{\"request\":"
            + "{\"method\":\"GET\",\"url\":\"Patient/"
            + id
            + "\"}}]}";
    SERVER.post("", batch).is(200);
  }

  private static long chart(String id) throws SQLException {
    try (Connection connection = SERVER.database().superuser()) {
      String sql = "select chart from entry_id where type = ? and id = ?";
      return Sql.number(connection, sql, (short) Definitions.r4().number("Patient"), id);
    }
  }

  /** The events of a chart that commits wrote, in their order. */
  private static List<LifecycleEvent> events(long chart) throws SQLException {
    try (Connection connection = SERVER.database().superuser();
        var statement =
            connection.prepareStatement(
                "select event from ledger_event where chart = ? order by commit, ordinal")) {
      statement.setLong(1, chart);
      List<LifecycleEvent> events = new ArrayList<>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          events.add(LifecycleEvent.of(rows.getInt(1)));
        }
      }
      return events;
    }
  }

  /** The spool is taken in in order, so when a later access is there, all before it are. */
  private static void waitUntilAllIsTakenIn(String id) throws SQLException {
    String last = id + "-last";
    put(last, "Otieno", 201);
    SERVER.get(at(last)).is(200);
    long chart = chart(last);
    Await.until(
        "the accesses are taken in", () -> !ACCESSES.ofChart(chart, Long.MAX_VALUE, 1).isEmpty());
  }
}
