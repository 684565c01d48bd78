package org.tunza.command;

import java.time.Duration;

/** Patience with a server that is busy: how long to wait before the next try, and how often. */
public final class BackOff {

  private static final int TRIES_MAX = 20;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private int tries = 1;

  /** Waits for the next try; says false, and at once, when there have been enough. */
  public boolean pause() throws InterruptedException {
    if (tries == TRIES_MAX) {
      return false;
    }
    tries++;
    Thread.sleep(PAUSE);
    return true;
  }
}
