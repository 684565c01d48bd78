package org.tunza.platform.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.tunza.platform.StartRefusal;

/**
 * The thread that is the server's parent. The system stops the server when this thread ends
 * (https://man7.org/linux/man-pages/man2/PR_SET_PDEATHSIG.2const.html), so it lives as long as the
 * program; and it starts the server again when that dies alone.
 */
final class Keeper implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Keeper.class.getName());
  private static final int RESTARTS_MAX = 5;
  private static final Duration RESTARTS_WINDOW = Duration.ofMinutes(1);
  private static final Duration CLOSE_PAUSE = Duration.ofMillis(20);

  private final Cluster cluster;
  private final PostgresBinaries binaries;
  private final Path log;
  private final CompletableFuture<@Nullable Void> started = new CompletableFuture<>();
  private final Deque<Long> deathsNanos = new ArrayDeque<>();
  private final Thread thread;
  private volatile @Nullable PostgresProcess process;
  private volatile boolean closing;

  private Keeper(Cluster cluster, PostgresBinaries binaries, Path log) {
    this.cluster = cluster;
    this.binaries = binaries;
    this.log = log;
    this.thread = Thread.ofPlatform().daemon().name("postgres-keeper").unstarted(this::keep);
  }

  /** Starts the server and returns when it takes connections. */
  static Keeper start(Cluster cluster, PostgresBinaries binaries, Path log)
      throws IOException, InterruptedException {
    Keeper keeper = new Keeper(cluster, binaries, log);
    keeper.thread.start();
    try {
      keeper.started.get();
      return keeper;
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case StartRefusal refusal -> throw refusal;
        case IOException fault -> throw fault;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  long pid() {
    PostgresProcess current = process;
    if (current == null) {
      throw new IllegalStateException("no server runs");
    }
    return current.pid();
  }

  private void keep() {
    try {
      startServer();
      started.complete(null);
      while (endedByItself() && mayRestart()) {
        LOG.log(Level.WARNING, "PostgreSQL ended by itself and is started again.");
        Leftovers.clear(cluster);
        startServer();
      }
    } catch (IOException | StartRefusal e) {
      started.completeExceptionally(e);
      LOG.log(Level.ERROR, "PostgreSQL is down: {0}", String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean endedByItself() throws InterruptedException {
    PostgresProcess current = process;
    if (current != null) {
      current.waitFor();
    }
    return !closing;
  }

  private void startServer() throws IOException {
    PostgresProcess fresh = PostgresProcess.start(cluster, binaries, log);
    process = fresh;
    fresh.awaitReady(() -> LOG.log(Level.INFO, "PostgreSQL is recovering; this may take a while."));
  }

  private boolean mayRestart() {
    long now = System.nanoTime();
    deathsNanos.add(now);
    deathsNanos.removeIf(death -> now - death > RESTARTS_WINDOW.toNanos());
    if (deathsNanos.size() > RESTARTS_MAX) {
      LOG.log(Level.ERROR, "PostgreSQL ended {0} times in a minute: given up.", RESTARTS_MAX + 1);
      return false;
    }
    return true;
  }

  /**
   * Stops the server and waits until all its processes have ended, even one that is just starting
   * again.
   */
  @Override
  public void close() {
    closing = true;
    try {
      do {
        PostgresProcess current = process;
        if (current != null) {
          current.stop();
        }
      } while (!thread.join(CLOSE_PAUSE));
      Leftovers.awaitEnd(cluster.path());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
