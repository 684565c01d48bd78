package org.tunza.fhir.entry;

import static org.tunza.record.RefusalCode.BODY_TOO_LARGE;
import static org.tunza.record.RefusalCode.INVALID_CONTENT;
import static org.tunza.record.RefusalCode.NOT_ACCEPTABLE;
import static org.tunza.record.RefusalCode.UNSUPPORTED_MEDIA_TYPE;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tunza.fhir.Answer;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.view.Format;
import org.tunza.fhir.view.MediaRange;
import org.tunza.record.Outcome;
import org.tunza.resource.tree.JsonReader;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * Binary as the bytes that it holds, sent or read with their own media type. It is FHIR only when
 * the client says application/fhir+json or +xml. https://hl7.org/fhir/R4/binary.html#rest
 */
final class RawBinary {

  private static final String ANY_BYTES = "application/octet-stream";

  /** Bytes whose Base64 is as long as a string may be. */
  private static final int BYTES_MAX = JsonReader.STRING_LENGTH_MAX / 4 * 3;

  private RawBinary() {}

  /** The resource that was sent: any type in a FHIR format, and a Binary also as its bytes. */
  static Outcome<ObjectNode> sent(String type, Exchange exchange) {
    String mediaType = exchange.body().mediaType();
    if (!type.equals("Binary") || Format.isFhir(mediaType)) {
      return exchange.resource();
    }
    return mediaType.isEmpty()
        ? Outcome.refused(UNSUPPORTED_MEDIA_TYPE, "Content-Type", "say what the bytes are")
        : exchange
            .body()
            .bytes()
            .then(RawBinary::readable)
            .map(bytes -> wrapped(mediaType, bytes, exchange));
  }

  private static Outcome<byte[]> readable(byte[] bytes) {
    return bytes.length > BYTES_MAX
        ? Outcome.refused(
            BODY_TOO_LARGE, "", "a Binary holds at most %d bytes".formatted(BYTES_MAX))
        : Outcome.done(bytes);
  }

  /** The same for an update, where the id comes from the address. */
  static Outcome<ObjectNode> sent(String type, String id, Exchange exchange) {
    boolean raw = type.equals("Binary") && !Format.isFhir(exchange.body().mediaType());
    return sent(type, exchange)
        .map(
            resource -> raw ? resource.withAfter("resourceType", "id", Node.string(id)) : resource);
  }

  private static ObjectNode wrapped(String mediaType, byte[] bytes, Exchange exchange) {
    ObjectNode binary =
        ObjectNode.of("resourceType", Node.string("Binary"))
            .with("contentType", Node.string(mediaType));
    String context = exchange.header(Answer.SECURITY_CONTEXT);
    if (context != null && !context.isBlank()) {
      ObjectNode reference = ObjectNode.of("reference", Node.string(context.strip()));
      binary = binary.with("securityContext", reference);
    }
    return bytes.length == 0
        ? binary
        : binary.with("data", Node.string(Base64.getEncoder().encodeToString(bytes)));
  }

  /** A Binary as the client wants it. */
  static Outcome<Answer.Content> shown(byte[] canonical, Exchange exchange) {
    Answer.Content whole = new Answer.Content.Stored(canonical);
    String format = exchange.query().first("_format");
    if (format != null) {
      return Outcome.done(whole);
    }
    String accept = exchange.header("Accept");
    List<MediaRange> ranges = MediaRange.list(accept == null ? "*/*" : accept);
    if (ranges.stream().anyMatch(range -> Format.isFhir(range.type()))) {
      return Outcome.done(whole);
    }
    ObjectNode binary = JsonReader.read(canonical).orThrow();
    String known = binary.string("contentType");
    String mediaType = known == null ? ANY_BYTES : known;
    String bare = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    for (MediaRange range : ranges) {
      if (range.weight() > 0 && range.covers(bare)) {
        return bytes(binary)
            .map(bytes -> new Answer.Content.Raw(mediaType, bytes, context(binary)));
      }
      if (range.weight() > 0 && Format.of(range.type()) != null) {
        return Outcome.done(whole);
      }
    }
    return Outcome.refused(NOT_ACCEPTABLE, "Accept", "the bytes are of another type");
  }

  private static Optional<String> context(ObjectNode binary) {
    ObjectNode reference = binary.object("securityContext");
    return Optional.ofNullable(reference).map(known -> known.string("reference"));
  }

  private static Outcome<byte[]> bytes(ObjectNode binary) {
    String data = binary.string("data");
    try {
      return Outcome.done(Base64.getMimeDecoder().decode(data == null ? "" : data));
    } catch (IllegalArgumentException e) {
      return Outcome.refused(INVALID_CONTENT, "Binary.data", "not Base64");
    }
  }
}
