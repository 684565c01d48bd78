package org.tunza.fhir.bundle;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.tunza.fhir.Body;
import org.tunza.fhir.Exchange;
import org.tunza.fhir.Query;
import org.tunza.fhir.view.Format;
import org.tunza.record.Attribution;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.resource.tree.JsonWriter;
import org.tunza.resource.tree.ObjectNode;

/**
 * An entry of a bundle as if it had come alone: its request's elements stand for headers. See
 * https://hl7.org/fhir/R4/bundle-definitions.html#Bundle.entry.request.
 */
final class EntryExchange implements Exchange {

  private static final String NO_PREFERENCE = "return=minimal";

  private final Exchange whole;
  private final BundleEntry entry;
  private final EntryBodies bodies;
  private final Query query;

  EntryExchange(Exchange whole, BundleEntry entry, EntryBodies bodies, Query query) {
    this.whole = whole;
    this.entry = entry;
    this.bodies = bodies;
    this.query = query;
  }

  @Override
  public Query query() {
    return query;
  }

  @Override
  public @Nullable String header(String name) {
    BundleEntry.EntryRequest request = entry.request();
    return switch (name) {
      case "If-Match" -> request.ifMatch();
      case "If-None-Match" -> request.ifNoneMatch();
      case "If-None-Exist" -> request.ifNoneExist();
      case "If-Modified-Since" -> httpDate(request.ifModifiedSince());
      case "Accept" -> Format.JSON.mediaType();
      case "Prefer" -> {
        String preference = whole.header(name);
        yield preference == null ? NO_PREFERENCE : preference;
      }
      default -> null;
    };
  }

  /** An instant as headers write it; null when it is none, since the header is then ignored. */
  private static @Nullable String httpDate(@Nullable String instant) {
    if (instant == null) {
      return null;
    }
    try {
      return DateTimeFormatter.RFC_1123_DATE_TIME.format(
          OffsetDateTime.parse(instant).withOffsetSameInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return null;
    }
  }

  @Override
  public Body body() {
    if (!entry.hasBody()) {
      return new Bytes("", new byte[0]);
    }
    ObjectNode resource = bodies.at(entry.body());
    if (entry.request().method().equals("PATCH")
        && "Binary".equals(resource.string("resourceType"))) {
      return patch(resource);
    }
    return new Bytes(Format.JSON.mediaType(), JsonWriter.write(resource));
  }

  /** A patch that isn't a resource comes in a Binary. */
  private static Body patch(ObjectNode binary) {
    String mediaType = binary.string("contentType");
    String data = binary.string("data");
    try {
      return new Bytes(
          mediaType == null ? "" : mediaType, Base64.getDecoder().decode(data == null ? "" : data));
    } catch (IllegalArgumentException e) {
      return new Bytes("", new byte[0]);
    }
  }

  @Override
  public Outcome<Format> format() {
    return Outcome.done(Format.JSON);
  }

  @Override
  public Outcome<ObjectNode> resource() {
    return entry.hasBody()
        ? Outcome.done(bodies.at(entry.body()))
        : Outcome.refused(RefusalCode.EMPTY_BODY, "", "the entry brings no resource");
  }

  /** The resource of an entry that is known to bring one. */
  ObjectNode sent() {
    return bodies.at(entry.body());
  }

  @Override
  public Attribution who() {
    return whole.who();
  }

  @Override
  public String base() {
    return whole.base();
  }

  private record Bytes(String mediaType, byte[] content) implements Body {
    @Override
    public Outcome<byte[]> bytes() {
      return Outcome.done(content);
    }

    @Override
    public InputStream stream() {
      return new ByteArrayInputStream(content);
    }

    @Override
    public void spilled(long bytes) {
      throw new IllegalStateException("the body of an entry is in memory");
    }

    @Override
    public boolean takesRoom(long bytes) {
      throw new IllegalStateException("the answers to all entries take room together");
    }
  }
}
