package org.tunza.fhir.bundle;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.tunza.fhir.Answer;
import org.tunza.fhir.Refusals;
import org.tunza.record.Refusal;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * The answers to a bundle's entries, in their order; written as they come, since there may be many.
 * https://hl7.org/fhir/R4/http.html#transaction-response
 */
final class AnswerBundle {

  private static final int OK = 200;
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
  private int count;

  /**
   * Begins the bundle.
   *
   * @param type batch-response or transaction-response
   */
  AnswerBundle(String type) {
    ascii("{\"resourceType\":\"Bundle\",\"type\":\"%s\"".formatted(type));
  }

  /** Adds the answer to the next entry. */
  void add(Batch.EntryAnswer entry) {
    Answer answer = entry.answer();
    byte[] resource = entry.body();
    boolean outcome = entry.isOutcome();
    ObjectNode response = ObjectNode.of("status", status(answer.status()));
    if (answer.location().isPresent()) {
      response = response.with("location", Node.string(answer.location().get()));
    }
    if (answer.stamp().isPresent()) {
      Answer.Stamp stamp = answer.stamp().get();
      response =
          response
              .with("etag", Node.string(stamp.entityTag()))
              .with("lastModified", Node.string(INSTANT.format(stamp.lastUpdated())));
    }
    begin();
    if (resource.length > 0 && !outcome) {
      ascii("\"resource\":");
      out.writeBytes(resource);
      ascii(",");
    }
    ascii("\"response\":");
    byte[] head = JsonWriter.write(response);
    if (outcome) {
      out.write(head, 0, head.length - 1);
      ascii(",\"outcome\":");
      out.writeBytes(resource);
      ascii("}");
    } else {
      out.writeBytes(head);
    }
    ascii("}");
  }

  /** Adds that the next entry was refused. */
  void add(Refusal refusal) {
    begin();
    ascii("\"response\":");
    out.writeBytes(
        JsonWriter.write(
            ObjectNode.of("status", status(Refusals.status(refusal.code())))
                .with("outcome", Refusals.outcome(refusal))));
    ascii("}");
  }

  Answer done() {
    ascii(count == 0 ? "}" : "]}");
    return Answer.of(OK, new Answer.Content.Stored(out.toByteArray()));
  }

  private void begin() {
    ascii(count++ == 0 ? ",\"entry\":[{" : ",{");
  }

  private void ascii(String text) {
    out.writeBytes(text.getBytes(US_ASCII));
  }

  private static Node status(int status) {
    return Node.string(status + " " + reason(status));
  }

  /** Reason phrases of RFC 9110, as far as answers have them. */
  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 201 -> "Created";
      case 204 -> "No Content";
      case 304 -> "Not Modified";
      case 400 -> "Bad Request";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 406 -> "Not Acceptable";
      case 409 -> "Conflict";
      case 410 -> "Gone";
      case 412 -> "Precondition Failed";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      case 422 -> "Unprocessable Content";
      case 503 -> "Service Unavailable";
      case 507 -> "Insufficient Storage";
      default -> "Internal Server Error";
    };
  }
}
