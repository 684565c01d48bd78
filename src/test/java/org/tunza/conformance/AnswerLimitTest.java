package org.tunza.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tunza.conformance.BundleText.batch;
import static org.tunza.conformance.BundleText.entry;
import static org.tunza.conformance.BundleText.transaction;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tunza.conformance.FhirClient.Reply;
import org.tunza.testing.TestServer;

/** The answer to a bundle has a bound too; what was written is told in any case. */
final class AnswerLimitTest {

  private static final FhirClient CLIENT =
      new FhirClient(
          TestServer.start(List.of("--limits-answer", "100KB", "--limits-in-flight", "5MB")));
  private static final String[] WHOLE = {"Prefer", "return=representation"};

  @BeforeAll
  static void four_of_thirty_kilobytes_are_there() {
    IntStream.rangeClosed(1, 4).forEach(n -> put("kept-" + n).ok(201));
  }

  private static Reply put(String id) {
    return CLIENT.put("Basic/" + id, basic(id));
  }

  private static String basic(String id) {
    return "{'resourceType':'Basic','id':'%s','code':{'text':'%s'}}"
        .formatted(id, "x".repeat(30_000));
  }

  private static BundleText.Entry get(int number) {
    return entry("GET", "Basic/kept-" + number);
  }

  private static BundleText.Entry write(String id) {
    return entry("PUT", "Basic/" + id, basic(id));
  }

  private static List<String> statuses(Reply reply) {
    return reply.ok(200).texts("entry.response.status");
  }

  @Test
  void reads_of_a_batch_that_do_not_fit_are_refused_in_their_entries_and_writes_go_on() {
    String small = "{'resourceType':'Patient','id':'beside'}";
    Reply reply =
        CLIENT.bundle(
            batch(get(1), get(2), get(3), get(4), entry("PUT", "Patient/beside", small), get(1)));
    assertThat(statuses(reply))
        .containsExactly(
            "200 OK",
            "200 OK",
            "200 OK",
            "413 Content Too Large",
            "201 Created",
            "413 Content Too Large");
    assertThat(reply.texts("entry.response.outcome.issue.details.coding.code"))
        .containsExactly("TNZ-0405", "TNZ-0405");
    assertThat(reply.texts("entry.resource.id")).containsExactly("kept-1", "kept-2", "kept-3");
    CLIENT.get("Patient/beside").ok(200);
  }

  @Test
  void a_page_of_history_that_does_not_fit_is_refused_in_its_entry() {
    Reply reply = CLIENT.bundle(batch(entry("GET", "Basic/_history?_count=100"), get(1)));
    assertThat(statuses(reply)).containsOnly("413 Content Too Large").hasSize(2);
  }

  @Test
  void what_was_written_is_told_without_its_content_when_that_does_not_fit() {
    for (String id : List.of("batch", "transaction")) {
      BundleText.Entry[] writes =
          IntStream.rangeClosed(1, 5)
              .mapToObj(n -> write(id + "-" + n))
              .toArray(BundleText.Entry[]::new);
      Reply reply = CLIENT.bundle(id.equals("batch") ? batch(writes) : transaction(writes), WHOLE);
      assertThat(statuses(reply)).containsOnly("201 Created").hasSize(5);
      assertThat(reply.texts("entry.response.location")).hasSize(5);
      assertThat(reply.texts("entry.resource.id")).containsExactly(id + "-1", id + "-2", id + "-3");
      CLIENT.get("Basic/" + id + "-5").ok(200);
    }
  }

  @Test
  void reads_of_a_transaction_that_do_not_fit_are_refused_and_its_writes_are_committed() {
    String again = "{'resourceType':'Basic','identifier':[{'system':'urn:a','value':'once'}],";
    CLIENT.post("Basic", again + "'code':{'text':'first'}}").ok(201);
    Reply reply =
        CLIENT.bundle(
            transaction(
                get(1),
                get(2),
                get(3),
                get(4),
                write("beside-reads"),
                entry("POST", "Basic", again + "'code':{'text':'second'}}")
                    .ifNoneExist("identifier=urn:a|once")),
            WHOLE);
    assertThat(statuses(reply))
        .containsExactly(
            "200 OK", "200 OK", "200 OK", "413 Content Too Large", "201 Created", "200 OK");
    assertThat(reply.texts("entry.resource.id")).containsExactly("kept-1", "kept-2", "kept-3");
    assertThat(reply.texts("entry.response.location")).hasSize(2);
    CLIENT.get("Basic/beside-reads").ok(200);
  }

  @Test
  void answers_count_as_in_flight_and_are_given_back() {
    FhirClient client =
        new FhirClient(
            TestServer.start(List.of("--limits-answer", "10MB", "--limits-in-flight", "100KB")));
    client.put("Basic/kept-1", basic("kept-1")).ok(201);
    BundleText.Entry[] reads =
        IntStream.range(0, 5).mapToObj(_ -> get(1)).toArray(BundleText.Entry[]::new);
    for (int again = 0; again < 3; again++) {
      Reply reply = client.bundle(batch(reads));
      assertThat(statuses(reply))
          .startsWith("200 OK", "200 OK")
          .endsWith("503 Service Unavailable");
      assertThat(reply.texts("entry.response.outcome.issue.details.coding.code"))
          .isNotEmpty()
          .containsOnly("TNZ-0402");
    }
  }

  @Test
  void a_write_in_a_batch_is_shown_whole_whatever_its_address_says() {
    BundleText.Entry counted =
        entry("PUT", "Patient/counted?_summary=count", "{'resourceType':'Patient','id':'counted'}");
    Reply reply = CLIENT.bundle(batch(counted), WHOLE);
    assertThat(statuses(reply)).containsExactly("201 Created");
    assertThat(reply.texts("entry.resource.id")).containsExactly("counted");
  }
}
