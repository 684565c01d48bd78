package org.tunza.testing;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/** What a server answered, with what tests ask of it. */
public record Reply(HttpResponse<byte[]> response) {

  public int status() {
    return response.statusCode();
  }

  /** A header, or an empty text. */
  public String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  public byte[] bytes() {
    return response.body();
  }

  public String text() {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  public ObjectNode json() {
    return JsonReader.read(response.body()).orThrow();
  }

  /** Type, id and version as Location tells them: Patient/1/_history/2. */
  public String location() {
    String location = header("Location");
    return location.substring(location.indexOf("/fhir/") + "/fhir/".length());
  }

  /** Type and id as Location tells them: Patient/1. */
  public String entry() {
    String location = location();
    return location.substring(0, location.indexOf("/_history"));
  }

  /** This, when it has the status; else the test fails. */
  public Reply is(int status) {
    Assertions.assertThat(status()).as(text()).isEqualTo(status);
    return this;
  }

  /** The first issue of an OperationOutcome. */
  public ObjectNode issue() {
    Assertions.assertThat(json().string("resourceType")).isEqualTo("OperationOutcome");
    ArrayNode issues = Objects.requireNonNull(json().array("issue"));
    return (ObjectNode) issues.items().getFirst();
  }

  /** The refusal code that it tells. */
  public String code() {
    ObjectNode details = Objects.requireNonNull(issue().object("details"));
    ArrayNode coding = Objects.requireNonNull(details.array("coding"));
    return Objects.requireNonNull(((ObjectNode) coding.items().getFirst()).string("code"));
  }

  /** The place of the fault; empty when the whole request is meant. */
  public String place() {
    ArrayNode expression = issue().array("expression");
    return expression == null ? "" : ((Node.Scalar) expression.items().getFirst()).text();
  }
}
