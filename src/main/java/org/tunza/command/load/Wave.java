package org.tunza.command.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Works that may go side by side, a few at a time. The first that fails ends them. */
final class Wave {

  private static final int WORKERS = 4;

  private Wave() {}

  /** One of them. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException;
  }

  /** Returns when all are done, or when those that run have ended after a failure. */
  static void run(List<Work> works, AtomicReference<@Nullable Throwable> broken) {
    AtomicInteger next = new AtomicInteger();
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < Math.min(WORKERS, works.size()); i++) {
      workers.add(
          Thread.ofPlatform().daemon().name("import-" + i).start(() -> work(works, next, broken)));
    }
    try {
      for (Thread worker : workers) {
        worker.join();
      }
    } catch (InterruptedException e) {
      broken.compareAndSet(null, e);
      Thread.currentThread().interrupt();
    }
  }

  private static void work(
      List<Work> works, AtomicInteger next, AtomicReference<@Nullable Throwable> broken) {
    int at = next.getAndIncrement();
    while (at < works.size() && broken.get() == null) {
      try {
        works.get(at).run();
      } catch (IOException | RuntimeException | Error e) {
        broken.compareAndSet(null, e);
      }
      at = next.getAndIncrement();
    }
  }
}
