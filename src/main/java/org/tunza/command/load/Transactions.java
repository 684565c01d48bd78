package org.tunza.command.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.tunza.command.load.source.Source;
import org.tunza.platform.BackOff;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * Sends transactions to a server, each under a key by which it is done at most once; again when the
 * server is busy. https://hl7.org/fhir/R4/http.html#transaction
 */
final class Transactions {

  private static final int OK = 200;
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int REPLY_BYTES_MAX = 1 << 20;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final URI base;
  private final Keeping keeping;

  Transactions(URI base, Keeping keeping) {
    this.base = base;
    this.keeping = keeping;
  }

  /** That the server can't be worked with any more; what was done stays done. */
  static final class Unusable extends RuntimeException {
    Unusable(String line) {
      super(line);
    }
  }

  Reply send(byte[] bundle, String key) {
    return send(BodyPublishers.ofByteArray(bundle), key);
  }

  /** Sends a bundle of known length that is opened once for each try. */
  Reply send(Source.Opening bundle, long bytes, String key) {
    return send(
        BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> opened(bundle)), bytes),
        key);
  }

  private static InputStream opened(Source.Opening bundle) {
    try {
      return bundle.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Reply send(BodyPublisher body, String key) {
    HttpRequest request =
        HttpRequest.newBuilder(base)
            .header("Content-Type", "application/fhir+json")
            .header("Idempotency-Key", keeping.key(key))
            .header("Tunza-Editions", keeping.header())
            .POST(body)
            .build();
    try {
      BackOff backOff = BackOff.patient();
      Reply reply = once(request);
      while (reply instanceof Reply.Refused refused && isPassing(refused)) {
        if (!backOff.pause()) {
          throw new Unusable("The server stays busy: " + refused.code() + " " + refused.text());
        }
        reply = once(request);
      }
      return reply;
    } catch (IOException e) {
      throw new Unusable("The server does not answer any more.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unusable("The import was broken off.");
    }
  }

  private static boolean isPassing(Reply.Refused refused) {
    return refused.code().equals(RefusalCode.BUSY.id())
        || refused.code().equals(RefusalCode.CONCURRENT_CHANGE.id())
        || refused.code().equals(RefusalCode.DATABASE_UNAVAILABLE.id());
  }

  private Reply once(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() == OK) {
        body.transferTo(OutputStream.nullOutputStream());
        return new Reply.Done();
      }
      return refused(body.readNBytes(REPLY_BYTES_MAX), response.statusCode());
    }
  }

  private static Reply refused(byte[] body, int status) {
    if (JsonReader.read(body) instanceof Outcome.Done<ObjectNode>(ObjectNode outcome)
        && first(outcome, "issue") instanceof ObjectNode issue) {
      ObjectNode details = issue.object("details");
      String code =
          details != null && first(details, "coding") instanceof ObjectNode coding
              ? text(coding, "code")
              : "";
      if (code.equals(RefusalCode.ALREADY_DONE.id())) {
        return new Reply.DoneBefore();
      }
      String place = first(issue, "expression") instanceof Node.StringNode(String path) ? path : "";
      return new Reply.Refused(code, place, text(issue, "diagnostics"));
    }
    throw new Unusable("The server answers with status %d; is it a tunza?".formatted(status));
  }

  private static Node first(ObjectNode object, String name) {
    ArrayNode array = object.array(name);
    return array == null || array.items().isEmpty() ? Node.NullNode.NULL : array.items().getFirst();
  }

  private static String text(ObjectNode object, String name) {
    String text = object.string(name);
    return text == null ? "" : text;
  }
}
