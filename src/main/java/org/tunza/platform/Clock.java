package org.tunza.platform;

import java.time.InstantSource;
import java.time.ZoneOffset;

/**
 * The time of day, in whole milliseconds as FHIR instants show it. The only place that asks the
 * machine for it; everybody else is given an {@link InstantSource}.
 */
public final class Clock {
  private Clock() {}

  public static InstantSource system() {
    return java.time.Clock.tickMillis(ZoneOffset.UTC);
  }
}
