package org.tunza.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.resource.validation.Validator;
import org.tunza.testing.Await;
import org.tunza.testing.Reply;
import org.tunza.testing.TestServer;

final class CapabilitiesTest {

  private static final TestServer SERVER = TestServer.shared();

  @Test
  void the_statement_is_valid_and_names_every_type() {
    ObjectNode statement = SERVER.get("/metadata").is(200).json();
    assertThat(Validator.strict(Definitions.r4()).refusal(statement)).isEmpty();
    ArrayNode rest = Objects.requireNonNull(statement.array("rest"));
    ObjectNode server = (ObjectNode) rest.items().getFirst();
    assertThat(Objects.requireNonNull(server.array("resource")).items())
        .extracting(one -> ((ObjectNode) one).string("type"))
        .containsExactlyInAnyOrderElementsOf(Definitions.r4().resourceTypes());
  }

  @Test
  void each_operation_that_it_names_is_there() {
    ObjectNode statement = SERVER.get("/metadata").json();
    ArrayNode rest = Objects.requireNonNull(statement.array("rest"));
    ArrayNode operations =
        Objects.requireNonNull(((ObjectNode) rest.items().getFirst()).array("operation"));
    for (Node item : operations.items()) {
      Reply reply = SERVER.post("/Patient/$" + ((ObjectNode) item).string("name"), "{}");
      assertThat(reply.text()).doesNotContain("no operation of this name");
    }
  }

  @Test
  void health_and_metrics_are_told_at_the_root() {
    String root = SERVER.base().replace("/fhir", "");
    assertThat(SERVER.get(root + "/health").is(200).text()).contains("UP");
    SERVER.get("/metadata").is(200);
    assertThat(SERVER.get(root + "/metrics").is(200).text())
        .contains("jvm_memory_used_bytes")
        .containsPattern(
            "fhir_requests_seconds_count\\{interaction=\"capabilities\",status=\"2xx\"} [1-9]");
    assertThat(SERVER.get(root + "/nothing").is(404).text().strip()).isEqualTo("404");
  }

  @Test
  void the_ledger_shows_its_checkpoint_and_proofs() {
    String ledger = SERVER.base().replace("/fhir", "/ledger");
    SERVER.post("/Patient", Samples.PATIENT).is(201);
    Await.until("the ledger is signed", () -> SERVER.get(ledger + "/checkpoint").status() != 404);
    String size = SERVER.get(ledger + "/checkpoint").is(200).text().lines().toList().get(1);
    SERVER.get(ledger + "/proof/inclusion?seq=0&size=" + size).is(200);
    SERVER.get(ledger + "/proof/consistency?from=1&to=" + size).is(200);
    SERVER.get(ledger + "/proof/inclusion?seq=0&size=999999999").is(404);
    SERVER.get(ledger + "/proof/inclusion?seq=x").is(400);
    assertThat(SERVER.get(ledger + "/key").is(200).text()).isNotBlank();
  }
}
