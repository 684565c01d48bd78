package org.tunza.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tunza.platform.database.Statements;
import org.tunza.testing.InProcess;
import org.tunza.testing.TestServer;

/** How many statements an interaction sends to the database: each is a round trip. */
final class StatementsTest {

  private static final InProcess DOOR = TestServer.shared().inProcess();

  @BeforeAll
  static void warm() {
    put("Otieno");
    put("Juma");
    get();
    post();
  }

  private static int send(String method, String target, String body) {
    return DOOR.send(
            new InProcess.Sent(
                method,
                "/fhir" + target,
                Map.of("Content-Type", "application/fhir+json"),
                body.getBytes(StandardCharsets.UTF_8)))
        .status();
  }

  private static int get() {
    return send("GET", "/Patient/statements-1", "");
  }

  private static int put(String family) {
    return send("PUT", "/Patient/statements-1", Samples.patient("statements-1", family));
  }

  private static int post() {
    return send("POST", "/Patient", Samples.PATIENT);
  }

  @Test
  void a_read_is_one_statement() {
    long before = Statements.count();
    assertThat(get()).isEqualTo(200);
    assertThat(Statements.count() - before).isEqualTo(1);
  }

  @Test
  void a_create_is_few_statements() {
    long before = Statements.count();
    assertThat(post()).isEqualTo(201);
    assertThat(Statements.count() - before).isLessThanOrEqualTo(CREATE_MAX);
  }

  @Test
  void an_update_is_few_statements() {
    put("Ali");
    long before = Statements.count();
    assertThat(put("Atieno")).isEqualTo(200);
    assertThat(Statements.count() - before).isLessThanOrEqualTo(UPDATE_MAX);
  }

  private static final int CREATE_MAX = 2;
  private static final int UPDATE_MAX = 2;
}
