package org.tunza.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tunza.conformance.BundleText.batch;
import static org.tunza.conformance.BundleText.entry;
import static org.tunza.conformance.BundleText.transaction;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tunza.conformance.FhirClient.Reply;
import org.tunza.platform.database.Sql;
import org.tunza.testing.TestServer;

/** A defect in one entry of a bundle says nothing of the others. */
final class BatchDefectTest {

  private static final TestServer SERVER = TestServer.start(List.of());
  private static final FhirClient CLIENT = new FhirClient(SERVER);
  private static final BundleText.Entry BROKEN = entry("GET", "Patient/broken");

  @BeforeAll
  static void an_entry_is_there_that_does_not_open() throws SQLException {
    CLIENT.put("Patient/broken", patient("broken")).ok(201);
    try (Connection superuser = SERVER.database().superuser()) {
      Sql.update(superuser, "set session_replication_role = replica");
      Sql.update(
          superuser,
          """
          update entry_version v set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1)
          from entry_id i where i.chart = v.chart and i.entry = v.entry and i.id = 'broken'
          """);
    }
  }

  private static String patient(String id) {
    return "{'resourceType':'Patient','id':'%s'}".formatted(id);
  }

  private static BundleText.Entry put(String id) {
    return entry("PUT", "Patient/" + id, patient(id));
  }

  private static List<String> statuses(Reply reply) {
    return reply.ok(200).texts("entry.response.status");
  }

  private static String told(Reply reply) {
    assertThat(reply.texts("entry.response.outcome.issue.details.coding.code"))
        .containsExactly("TNZ-0501");
    return reply.texts("entry.response.outcome.issue.diagnostics").getFirst();
  }

  @Test
  void an_entry_of_a_batch_that_meets_a_defect_says_so_and_the_others_are_done_and_told() {
    Reply reply = CLIENT.bundle(batch(put("before"), BROKEN, put("after")));
    assertThat(statuses(reply))
        .containsExactly("201 Created", "500 Internal Server Error", "201 Created");
    assertThat(told(reply)).contains("reference").doesNotContain("does not open");
    CLIENT.get("Patient/before").ok(200);
    CLIENT.get("Patient/after").ok(200);
  }

  @Test
  void a_read_of_a_transaction_that_meets_a_defect_says_so_and_what_was_written_is_told() {
    Reply reply = CLIENT.bundle(transaction(BROKEN, put("committed")));
    assertThat(statuses(reply)).containsExactly("500 Internal Server Error", "201 Created");
    assertThat(told(reply)).contains("reference");
    CLIENT.get("Patient/committed").ok(200);
  }
}
