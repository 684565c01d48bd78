package org.tunza.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tunza.conformance.BundleText.entry;
import static org.tunza.conformance.BundleText.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tunza.platform.database.Sql;
import org.tunza.testing.Findings;
import org.tunza.testing.Reply;
import org.tunza.testing.TestServer;

/** A Binary that names no security context lies with the entry that first refers to it. */
final class BinaryFilingTest {

  private static final TestServer SERVER = TestServer.start(List.of());

  private static String patient() {
    return SERVER.post("/Patient", Samples.PATIENT).is(201).entry();
  }

  private static String binary() {
    return SERVER.post("/Binary", Samples.BINARY).is(201).entry();
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static Reply show(String patient, String binary) {
    return SERVER.post("/DocumentReference", Samples.document(patient, binary)).is(201);
  }

  /** In which chart an entry lies. */
  private static long chart(String entry) {
    return SERVER.database().where(entry).chart();
  }

  @AfterEach
  void the_store_is_clean() {
    assertThat(Findings.in(SERVER.ground()).all()).isEmpty();
  }

  @Test
  void written_together_in_whichever_order_it_is_in_the_right_chart_at_once() {
    String patient = patient();
    String document = Samples.document(patient, "urn:uuid:b");
    for (var bundle :
        List.of(
            transaction(
                entry("urn:uuid:b", "POST", "Binary", Samples.BINARY),
                entry("urn:uuid:d", "POST", "DocumentReference", document)),
            transaction(
                entry("urn:uuid:d", "POST", "DocumentReference", document),
                entry("urn:uuid:b", "POST", "Binary", Samples.BINARY)))) {
      String answer = SERVER.post("", json(bundle)).is(200).text();
      String binary = answer.replaceAll("(?s).*(Binary/[^/\"]+)/_history.*", "$1");
      assertThat(chart(binary)).isEqualTo(chart(patient));
      assertThat(pointers(binary)).isEqualTo(1);
    }
  }

  private static long pointers(String entry) {
    return SERVER
        .database()
        .database()
        .read(connection ->
            Sql.number(
                connection,
                "select count(*) from entry e join entry_id i using (entry) where i.id = ?",
                entry.substring(entry.indexOf('/') + 1)));
  }

  @Test
  void a_later_entry_that_shows_it_first_takes_it_and_makes_no_version() {
    String patient = patient();
    String binary = binary();
    String before = SERVER.get("/" + binary + "?_format=json").is(200).text();
    show(patient, binary);
    assertThat(chart(binary)).isEqualTo(chart(patient));
    Reply after = SERVER.get("/" + binary + "?_format=json").is(200);
    assertThat(after.text()).isEqualTo(before);
    assertThat(after.header("ETag")).isEqualTo("W/\"1\"");
    assertThat(SERVER.get("/" + binary + "/_history/1?_format=json").is(200).text())
        .isEqualTo(before);
    for (String history : List.of("/" + binary + "/_history", "/Binary/_history?_count=1000")) {
      assertThat(SERVER.get(history).is(200).text().split("\"fullUrl\":\"[^\"]*" + binary, -1))
          .as(history)
          .hasSize(2);
    }
  }

  @Test
  void later_versions_lie_there_too_and_every_version_is_read() {
    String patient = patient();
    String binary = binary();
    String changed = Samples.BINARY.replace("QQ==", "Qg==");
    String body = "{\"id\":\"%s\",%s".formatted(binary.substring(7), changed.substring(1));
    SERVER.put("/" + binary, json(body)).is(200);
    show(patient, binary);
    SERVER.put("/" + binary, json(body.replace("Qg==", "Qw=="))).is(200);
    assertThat(chart(binary)).isEqualTo(chart(patient));
    for (int version = 1; version <= 3; version++) {
      SERVER.get("/" + binary + "/_history/" + version).is(200);
    }
    String history = SERVER.get("/" + binary + "/_history").is(200).text();
    assertThat(history).contains("\"total\":3").containsPattern("(?s)W/.\"3.*W/.\"2.*W/.\"1");
  }

  @Test
  void one_that_came_from_another_store_keeps_its_number_and_date() {
    String meta = "'meta':{'versionId':'3','lastUpdated':'2020-02-02T02:02:02.000Z'}";
    String received = Samples.BINARY.replaceFirst("\\{", json("{'id':'received-1'," + meta + ","));
    SERVER
        .ask("")
        .json(json(transaction(entry("PUT", "Binary/received-1", received))))
        .with("Tunza-Editions", "as-exported")
        .send("POST")
        .is(200);
    String patient = patient();
    show(patient, "Binary/received-1");
    assertThat(chart("Binary/received-1")).isEqualTo(chart(patient));
    Reply reply = SERVER.get("/Binary/received-1?_format=json").is(200);
    assertThat(reply.header("ETag")).isEqualTo("W/\"3\"");
    assertThat(reply.text()).contains("2020-02-02T02:02:02.000Z");
  }

  @Test
  void who_shows_it_later_does_not_take_it() {
    String first = patient();
    String binary = binary();
    show(first, binary);
    show(patient(), binary);
    assertThat(chart(binary)).isEqualTo(chart(first));
  }

  @Test
  void an_entry_about_the_organisation_does_not_take_it() {
    String binary = binary();
    String photo = "{'resourceType':'Practitioner','photo':[{'url':'%s'}]}".formatted(binary);
    SERVER.post("/Practitioner", json(photo)).is(201);
    assertThat(chart(binary)).isPositive();
    String patient = patient();
    show(patient, SERVER.base() + "/" + binary);
    assertThat(chart(binary)).isEqualTo(chart(patient));
  }

  @Test
  void one_with_a_security_context_stays_with_it() {
    String patient = patient();
    Reply sent =
        SERVER
            .ask("/Binary")
            .bytes("text/plain", new byte[] {1})
            .with("X-Security-Context", patient)
            .send("POST");
    String binary = sent.is(201).entry();
    show(patient(), binary);
    assertThat(chart(binary)).isEqualTo(chart(patient));
  }

  @Test
  void one_in_an_earlier_portion_of_a_large_transaction_is_taken_too() {
    String patient = patient();
    String large = Samples.BINARY.replace("QQ==", "QQ==".repeat(1_200_000).replace("==", "QQ"));
    String bundle =
        transaction(
            entry("urn:uuid:b", "POST", "Binary", large),
            entry("POST", "Binary", Samples.BINARY),
            entry("POST", "DocumentReference", Samples.document(patient, "urn:uuid:b")));
    String answer = SERVER.post("", json(bundle)).is(200).text();
    String binary = answer.replaceFirst("(?s).*?(Binary/[^/\"]+)/_history.*", "$1");
    assertThat(chart(binary)).isEqualTo(chart(patient));
  }

  @Test
  void a_patch_that_shows_it_takes_it() {
    String patient = patient();
    String binary = binary();
    String document = show(patient, "Binary/none").entry();
    String patch =
        "[{'op':'replace','path':'/content/0/attachment/url','value':'%s'}]".formatted(binary);
    SERVER
        .ask("/" + document)
        .bytes(
            "application/json-patch+json",
            json(patch).getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .send("PATCH")
        .is(200);
    assertThat(chart(binary)).isEqualTo(chart(patient));
  }

  @Test
  void of_two_programs_that_show_it_at_once_one_takes_it() throws Exception {
    TestServer other = SERVER.another();
    String one = patient();
    String two = patient();
    try (ExecutorService clients = Executors.newFixedThreadPool(4)) {
      for (int round = 0; round < 12; round++) {
        String binary = binary();
        List<Future<Reply>> replies = new ArrayList<>();
        for (int client = 0; client < 4; client++) {
          TestServer program = client % 2 == 0 ? SERVER : other;
          String document = Samples.document(client < 2 ? one : two, binary);
          String patched =
              json("{'resourceType':'Patient','photo':[{'url':'%s'}]}".formatted(binary));
          boolean late = client == 3;
          replies.add(
              clients.submit(() ->
                  late
                      ? program
                          .ask("/Patient")
                          .json(patched)
                          .with("If-None-Exist", "identifier=urn:none|" + binary)
                          .send("POST")
                      : program.post("/DocumentReference", document)));
        }
        for (Future<Reply> reply : replies) {
          reply.get().is(201);
        }
        assertThat(pointers(binary)).isEqualTo(2);
        SERVER.get("/" + binary).is(200);
      }
    }
  }
}
