package org.tunza.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;
import org.tunza.testing.TestServer;

/** A client of the FHIR door; bodies are written as {@link #json} says. */
final class FhirClient {

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;

  FhirClient(TestServer server) {
    this.base = server.base();
  }

  Reply get(String path) {
    return send("GET", path, null);
  }

  Reply post(String path, String body, String... headers) {
    return send("POST", path, json(body), headers);
  }

  Reply put(String path, String body, String... headers) {
    return send("PUT", path, json(body), headers);
  }

  Reply bundle(String body, String... headers) {
    return post("", body, headers);
  }

  /** JSON of a text in which apostrophes stand for quotes, and backticks for apostrophes. */
  static String json(String text) {
    return text.replace('\'', '"').replace('`', '\'');
  }

  Reply send(String method, String path, @Nullable String body, String... headers) {
    return stream(
        method,
        path,
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
        headers);
  }

  Reply stream(String method, String path, BodyPublisher body, String... headers) {
    String uri = path.isEmpty() ? base : base + "/" + path.replace("|", "%7C");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(uri))
            .method(method, body)
            .setHeader("Content-Type", "application/fhir+json");
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    try {
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      return new Reply(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What came back. */
  record Reply(int status, HttpHeaders headers, byte[] bytes) {

    Reply ok(int expected) {
      assertThat(status).as(() -> new String(bytes, UTF_8)).isEqualTo(expected);
      return this;
    }

    ObjectNode body() {
      return JsonReader.read(bytes).orThrow();
    }

    /** Where it was written, without version and base. */
    String location() {
      return withoutVersion(headers.firstValue("Location").orElseThrow());
    }

    /** The version that its entity tag names. */
    int version() {
      return Integer.parseInt(headers.firstValue("ETag").orElseThrow().replaceAll("\\D", ""));
    }

    /** The same of an entry of a bundle. */
    String located(int entry) {
      ArrayNode entries = body().array("entry");
      assertThat(entries).isNotNull();
      Node one = java.util.Objects.requireNonNull(entries).items().get(entry);
      return withoutVersion(texts(one, List.of("response", "location")).getFirst());
    }

    private static String withoutVersion(String location) {
      int start = location.indexOf("/fhir/");
      String path = start < 0 ? location : location.substring(start + "/fhir/".length());
      return path.substring(0, path.indexOf("/_history"));
    }

    /** The texts at a path, in their order. */
    List<String> texts(String path) {
      return texts(body(), List.of(path.split("\\.")));
    }

    private static List<String> texts(Node node, List<String> path) {
      return switch (node) {
        case ArrayNode array -> {
          List<String> found = new ArrayList<>();
          array.items().forEach(item -> found.addAll(texts(item, path)));
          yield found;
        }
        case ObjectNode object -> {
          Node member = path.isEmpty() ? null : object.member(path.getFirst());
          yield member == null ? List.of() : texts(member, path.subList(1, path.size()));
        }
        case Node.Scalar scalar -> path.isEmpty() ? List.of(scalar.text()) : List.of();
      };
    }
  }
}
