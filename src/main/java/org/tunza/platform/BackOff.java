package org.tunza.platform;

import java.time.Duration;

/** Patience with a server that is busy: how long to wait before the next try, and how often. */
public final class BackOff {

  private final int triesMax;
  private final int growth;
  private Duration pause;
  private int tries = 1;

  private BackOff(int triesMax, Duration pause, int growth) {
    this.triesMax = triesMax;
    this.pause = pause;
    this.growth = growth;
  }

  /** For who has nothing else to do: ten seconds, in even steps. */
  public static BackOff patient() {
    return new BackOff(20, Duration.ofMillis(500), 1);
  }

  /** For who keeps others waiting: three more tries within a second, each after a longer pause. */
  public static BackOff brief() {
    return new BackOff(4, Duration.ofMillis(100), 2);
  }

  /** Waits for the next try; says false, and at once, when there have been enough. */
  public boolean pause() throws InterruptedException {
    if (tries == triesMax) {
      return false;
    }
    tries++;
    Thread.sleep(pause);
    pause = pause.multipliedBy(growth);
    return true;
  }
}
