package org.tunza.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tunza.testing.Await;
import org.tunza.testing.Reply;
import org.tunza.testing.TestServer;

/** Memory has a bound, whatever is sent at once. */
final class BytesInFlightTest {

  private static final TestServer SERVER =
      TestServer.start(List.of("--limits-in-flight", "1MB", "--spill-from", "200KB"));

  private static final String START = "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[";

  @Test
  void what_has_been_spilled_counts_no_more() {
    String bundle = START + entries(0, 30) + "]}";
    assertThat(bundle.length()).isGreaterThan(2_000_000);
    Reply reply = SERVER.post("", bundle).is(200);
    assertThat(reply.text().split("201 Created", -1)).hasSize(31);
  }

  @Test
  void what_has_been_spilled_of_a_bundle_in_xml_counts_no_more() {
    String entry =
        "<entry><resource><Basic><code><text value='%s'/></code></Basic></resource><request>"
                .formatted("x".repeat(70_000))
            + "<method value='POST'/><url value='Basic'/></request></entry>";
    String bundle =
        "<Bundle xmlns='http://hl7.org/fhir'><type value='transaction'/>%s</Bundle>"
            .formatted(entry.repeat(30));
    Reply reply =
        SERVER
            .ask("")
            .bytes("application/fhir+xml", bundle.getBytes(StandardCharsets.UTF_8))
            .send("POST")
            .is(200);
    assertThat(reply.text().split("201 Created", -1)).hasSize(31);
  }

  @Test
  void what_stays_in_memory_counts_and_is_given_back() {
    String bundle = START + entries(0, 2) + " ".repeat(1_100_000) + "]}";
    Reply reply = SERVER.post("", bundle).is(503);
    assertThat(reply.code()).isEqualTo("TNZ-0402");
    assertThat(reply.header("Retry-After")).isEqualTo("1");
    Await.until(
        "the room is given back", () -> SERVER.post("/Basic", resource(900_000)).status() == 201);
  }

  @Test
  void a_large_answer_to_a_read_counts_and_is_given_back() {
    String read = "/Basic/read";
    for (int bytes = 400_000; bytes <= 440_000; bytes += 20_000) {
      SERVER.put(read, resource("read", bytes));
    }
    for (int again = 0; again < 5; again++) {
      answered(read);
    }
    Reply page = SERVER.get(read + "/_history").is(503);
    assertThat(page.code()).isEqualTo("TNZ-0402");
    assertThat(page.header("Retry-After")).isEqualTo("1");
    answered(read + "/_history?_count=2");
  }

  private static void answered(String path) {
    Await.until("the room is given back", () -> SERVER.get(path).status() == 200);
  }

  private static String entries(int from, int to) {
    StringBuilder entries = new StringBuilder();
    for (int i = from; i < to; i++) {
      entries.append(i == from ? "" : ",").append(entry("spilled-" + i, 70_000));
    }
    return entries.toString();
  }

  private static String entry(String id, int bytes) {
    return "{\"request\":{\"method\":\"PUT\",\"url\":\"Basic/%s\"},\"resource\":%s}"
        .formatted(id, resource(id, bytes));
  }

  private static String resource(String id, int bytes) {
    return resource(bytes).replaceFirst("\\{", "{\"id\":\"" + id + "\",");
  }

  private static String resource(int bytes) {
    return "{\"resourceType\":\"Basic\",\"code\":{\"text\":\"%s\"}}".formatted("x".repeat(bytes));
  }
}
