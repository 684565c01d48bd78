package org.tunza.platform.postgres;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Signals to the server, which mean more to it than to others: INT is a fast stop, QUIT an
 * immediate one (https://www.postgresql.org/docs/18/server-shutdown.html).
 */
final class Signals {
  private static final long PAUSE_NANOS = 5_000_000;

  private Signals() {}

  /** Sends a signal; a process that is gone already is what was wanted. */
  static void send(long pid, String signal) {
    try {
      Commands.succeeds(List.of("/bin/sh", "-c", "kill -" + signal + " " + pid));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Between two looks at a condition that has a deadline. */
  static void pause() {
    LockSupport.parkNanos(PAUSE_NANOS);
  }
}
