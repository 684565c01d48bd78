package org.tunza.command.terminal;

import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Shows how far something is, with its rate and the time left: on a terminal one line that is
 * written again and again, elsewhere a line now and then.
 */
public final class ProgressLine implements AutoCloseable {

  private static final int WIDTH = 20;
  private static final long LIVE_MILLIS = 300;
  private static final long QUIET_MILLIS = 10_000;
  private static final double NANOS_A_SECOND = 1e9;
  private static final String ERASE_LINE = "\r\u001b[2K";

  private final Terminal terminal;
  private final String what;
  private final String unit;
  private final LongSupplier done;
  private final LongSupplier total;
  private boolean ended;
  private final long begun = System.nanoTime();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("progress").factory());

  /**
   * Begins to show it.
   *
   * @param total 0 as long as nobody knows
   */
  public ProgressLine(
      Terminal terminal, String what, String unit, LongSupplier done, LongSupplier total) {
    this.terminal = terminal;
    this.what = what;
    this.unit = unit;
    this.done = done;
    this.total = total;
  }

  public ProgressLine start() {
    long period = terminal.isLive() ? LIVE_MILLIS : QUIET_MILLIS;
    var _ = timer.scheduleAtFixedRate(this::show, period, period, TimeUnit.MILLISECONDS);
    return this;
  }

  /** Since it began. */
  public double seconds() {
    return (System.nanoTime() - begun) / NANOS_A_SECOND;
  }

  private void show() {
    String line = line(what, unit, done.getAsLong(), total.getAsLong(), seconds());
    if (terminal.isLive()) {
      terminal.err().print(ERASE_LINE + line);
      terminal.err().flush();
    } else {
      terminal.tell(line);
    }
  }

  static String line(String what, String unit, long done, long total, double seconds) {
    double rate = done / Math.max(seconds, 0.001);
    if (total <= 0) {
      return String.format(Locale.ROOT, "%s · %,d %s · %,.0f/s", what, done, unit, rate);
    }
    double share = Math.min(1, (double) done / total);
    int filled = (int) (share * WIDTH);
    String left =
        rate > 0 ? " · " + time((long) Math.ceil(Math.max(0, total - done) / rate)) + " left" : "";
    return String.format(
        Locale.ROOT,
        "%s [%s%s] %d %% · %,d of %,d %s · %,.0f/s%s",
        what,
        "#".repeat(filled),
        ".".repeat(WIDTH - filled),
        (int) (share * 100),
        done,
        total,
        unit,
        rate,
        left);
  }

  private static String time(long seconds) {
    return seconds < 100 ? seconds + " s" : (seconds + 30) / 60 + " min";
  }

  @Override
  public void close() {
    end();
  }

  /** Shows no more, so that something else may be said. */
  public void end() {
    timer.shutdownNow();
    if (terminal.isLive() && !ended) {
      terminal.err().print(ERASE_LINE);
      terminal.err().flush();
    }
    ended = true;
  }
}
