package org.tunza.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataFolderTest {

  private static final int THREADS = 8;

  @TempDir private Path folder;

  @Test
  void several_may_make_the_same_folder_at_once() throws Exception {
    CyclicBarrier together = new CyclicBarrier(THREADS);
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      for (int round = 0; round < 200; round++) {
        Path wanted = folder.resolve("round-" + round);
        List<Callable<Path>> makers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          makers.add(() -> {
            together.await();
            return DataFolder.makePrivate(wanted);
          });
        }
        for (var made : threads.invokeAll(makers)) {
          assertThat(made.get()).isDirectory();
        }
      }
    }
  }
}
