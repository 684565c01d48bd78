package org.tunza.fhir.bundle;

import org.jspecify.annotations.Nullable;
import org.tunza.fhir.Body;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;

/**
 * Room for the resources in the answer to one bundle: within its own limit, and within what all
 * requests together may have in flight. Once something did not fit, nothing does.
 */
final class AnswerRoom {

  private final long bytesMax;
  private final Body body;
  private long taken;
  private @Nullable Refusal full;

  AnswerRoom(long bytesMax, Body body) {
    this.bytesMax = bytesMax;
    this.body = body;
  }

  long bytesMax() {
    return bytesMax;
  }

  /** Takes room for a resource; false when there is none. */
  boolean take(int bytes) {
    if (full == null && taken + bytes > bytesMax) {
      full =
          Refusal.of(
              RefusalCode.ANSWER_TOO_LARGE,
              "",
              "the answer to the bundle would be larger than %d bytes".formatted(bytesMax));
    }
    if (full == null && !body.takesRoom(bytes)) {
      full = Body.busy();
    }
    if (full == null) {
      taken += bytes;
    }
    return full == null;
  }

  /** Why nothing fits any more; null while it does. */
  @Nullable Refusal full() {
    return full;
  }
}
