package org.tunza.fhir.http;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of bodies that are being worked on, so that memory has a bound. */
public final class BytesInFlight {

  private final long max;
  private final AtomicLong taken = new AtomicLong();

  public BytesInFlight(long max) {
    this.max = max;
  }

  /** Takes room for so many bytes; false, and nothing taken, when there is not enough. */
  boolean take(long bytes) {
    if (taken.addAndGet(bytes) > max) {
      taken.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  void giveBack(long bytes) {
    if (taken.addAndGet(-bytes) < 0) {
      throw new IllegalStateException("more bytes given back than were taken");
    }
  }
}
