package org.tunza.command.terminal;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tunza.platform.postgres.Progress;

/** Tells of what is being done once it has taken more than two seconds. */
public final class SlowProgress implements Progress, AutoCloseable {

  private static final int PATIENCE_SECONDS = 2;

  private final Terminal terminal;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("progress").factory());
  private @Nullable ScheduledFuture<?> pending;

  public SlowProgress(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public synchronized void doing(String what) {
    cancel();
    pending = timer.schedule(() -> terminal.tell(what + " …"), PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void tell(String line) {
    terminal.tell(line);
  }

  private void cancel() {
    if (pending != null) {
      pending.cancel(false);
    }
  }

  @Override
  public synchronized void close() {
    cancel();
    timer.shutdownNow();
  }
}
