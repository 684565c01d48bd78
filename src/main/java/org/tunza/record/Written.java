package org.tunza.record;

import java.time.Instant;
import java.util.Optional;

/**
 * What came of one write.
 *
 * @param number of the version that is current now; 0 when nothing was there to delete
 * @param content canonical JSON, when it was asked for
 */
public record Written(
    EntryId id, int number, Instant lastUpdated, Effect effect, Optional<byte[]> content) {

  /** What the write did. */
  public enum Effect {
    CREATED,
    UPDATED,
    /** The content was the same already, or a condition kept it from being written. */
    UNCHANGED,
    DELETED,
    /** A delete that found nothing. */
    ABSENT
  }
}
