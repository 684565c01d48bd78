package org.tunza.platform.postgres;

import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells a waiting operator what takes more than two seconds, and every ten seconds how long. */
public final class TerminalProgress implements Progress, AutoCloseable {
  private static final int PATIENCE_SECONDS = 2;
  private static final int REPEAT_SECONDS = 10;

  private final PrintStream out;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("progress").factory());
  private @Nullable ScheduledFuture<?> telling;

  public TerminalProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void doing(String what) {
    stopTelling();
    long start = System.nanoTime();
    telling =
        timer.scheduleAtFixedRate(
            () -> out.println(what + " … " + secondsSince(start) + " s"),
            PATIENCE_SECONDS,
            REPEAT_SECONDS,
            TimeUnit.SECONDS);
  }

  private static long secondsSince(long start) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
  }

  private void stopTelling() {
    if (telling != null) {
      telling.cancel(false);
      telling = null;
    }
  }

  @Override
  public synchronized void close() {
    stopTelling();
    timer.shutdownNow();
  }
}
