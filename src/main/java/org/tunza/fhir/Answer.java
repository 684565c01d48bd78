package org.tunza.fhir;

import java.time.Instant;
import java.util.Optional;
import org.tunza.record.Version;
import org.tunza.record.Written;
import org.tunza.resource.tree.ObjectNode;

/**
 * What an interaction answers when it is not refused.
 *
 * @param stamp version and date, for ETag and Last-Modified
 * @param location relative to the base, as in {@code Patient/1/_history/2}
 */
public record Answer(
    int status, Content content, Optional<Stamp> stamp, Optional<String> location) {

  /** The header that raw bytes have for what a Binary has as securityContext. */
  public static final String SECURITY_CONTEXT = "X-Security-Context";

  /** Number and date of a version. */
  public record Stamp(int version, Instant lastUpdated) {
    public static Stamp of(Version version) {
      return new Stamp(version.number(), version.lastUpdated());
    }

    public static Stamp of(Written written) {
      return new Stamp(written.number(), written.lastUpdated());
    }

    public String entityTag() {
      return "W/\"" + version + "\"";
    }
  }

  /** The body of an answer, before format and view are chosen. */
  public sealed interface Content {

    record Nothing() implements Content {}

    /** A stored resource; its canonical JSON goes out as it is when that was asked for. */
    record Stored(byte[] canonical) implements Content {}

    record Tree(ObjectNode resource) implements Content {}

    /**
     * The bytes of a Binary.
     *
     * @param securityContext the reference that decides who may read them
     */
    record Raw(String mediaType, byte[] bytes, Optional<String> securityContext)
        implements Content {}
  }

  public static Answer of(int status, Content content) {
    return new Answer(status, content, Optional.empty(), Optional.empty());
  }

  public static Answer of(int status, ObjectNode resource) {
    return of(status, new Content.Tree(resource));
  }

  public Answer stamped(Stamp version) {
    return new Answer(status, content, Optional.of(version), location);
  }

  public Answer at(String relative) {
    return new Answer(status, content, stamp, Optional.of(relative));
  }
}
