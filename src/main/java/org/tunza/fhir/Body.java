package org.tunza.fhir;

import java.io.InputStream;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;

/** The body of a request, uncompressed and held to the limit while it is read. */
public interface Body {

  /** Content-Type without parameters, in lower case; empty when not given. */
  String mediaType();

  /** The whole body; BODY_TOO_LARGE when it goes on beyond what one resource may have. */
  Outcome<byte[]> bytes();

  /**
   * The body as a stream, for bundles; a failure to read (limit, broken compression, connection) is
   * a {@link BodyFault}, which carries the refusal.
   */
  InputStream stream();

  /**
   * Says that so many bytes of what the stream gave are in memory no more; until then, all that it
   * gave counts as in flight.
   */
  void spilled(long bytes);

  /**
   * Takes room for so many bytes of the answer, which count as in flight until the request ends;
   * false, and none taken, when there is not enough.
   */
  boolean takesRoom(long bytes);

  /** What is said when there is not enough. */
  static Refusal busy() {
    return Refusal.of(RefusalCode.BUSY, "", "too many bytes are in flight; try again later");
  }
}
