package org.tunza.store.access;

import java.util.List;
import org.tunza.record.Accesses.Seen;
import org.tunza.record.Attribution;

/**
 * That somebody read something.
 *
 * @param atMicros microseconds since 1970, UTC
 */
public record AccessEvent(long atMicros, Attribution who, List<Seen> seen) {
  public AccessEvent {
    seen = List.copyOf(seen);
  }
}
