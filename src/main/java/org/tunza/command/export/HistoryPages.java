package org.tunza.command.export;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;
import org.tunza.platform.BackOff;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Walks through versions, page by page. https://hl7.org/fhir/R4/http.html#history */
final class HistoryPages {

  private static final int OK = 200;
  private static final int BUSY = 503;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;

  HistoryPages(URI base) {
    this.base = base;
  }

  /** Is shown each entry of a history, newest first. */
  @FunctionalInterface
  interface Visitor {
    void entry(ObjectNode entry) throws IOException;
  }

  /** Walks from a path below the base to the end. */
  void walk(String path, Visitor visitor) throws IOException {
    String next = base + "/" + path;
    while (next != null) {
      next = page(URI.create(next), visitor);
    }
  }

  private @Nullable String page(URI address, Visitor visitor) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(address).header("Accept", "application/fhir+json").build();
    HttpResponse<InputStream> response = answer(request);
    try (InputStream body = response.body();
        JsonParser parser = JsonReader.parser(body)) {
      if (response.statusCode() != OK) {
        throw new IOException("the server answers with status " + response.statusCode());
      }
      return read(parser, visitor);
    } catch (JacksonException e) {
      throw new IOException("the server's answer breaks off", e);
    }
  }

  private HttpResponse<InputStream> answer(HttpRequest request) throws IOException {
    BackOff backOff = BackOff.patient();
    try {
      HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
      while (response.statusCode() == BUSY && backOff.pause()) {
        response.body().close();
        response = client.send(request, BodyHandlers.ofInputStream());
      }
      return response;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("broken off", e);
    }
  }

  /** Shows the entries of a page and tells the address of the next. */
  private static @Nullable String read(JsonParser parser, Visitor visitor) throws IOException {
    String next = null;
    parser.nextToken();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (name.equals("link")) {
        next = next(JsonReader.value(parser, token));
      } else if (name.equals("entry") && token == JsonToken.START_ARRAY) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          visitor.entry(JsonReader.object(parser));
        }
      } else {
        parser.skipChildren();
      }
    }
    return next;
  }

  private static @Nullable String next(Node links) {
    if (links instanceof ArrayNode array) {
      for (Node link : array.items()) {
        if (link instanceof ObjectNode one && "next".equals(one.string("relation"))) {
          return one.string("url");
        }
      }
    }
    return null;
  }
}
