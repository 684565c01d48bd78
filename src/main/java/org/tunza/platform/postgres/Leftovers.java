package org.tunza.platform.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tunza.platform.StartRefusal;

/**
 * What an earlier run may have left running on a cluster: every process of PostgreSQL works in its
 * cluster's folder, so /proc tells whose it is, whatever a pid file says
 * (https://man7.org/linux/man-pages/man5/proc_pid_cwd.5.html).
 */
final class Leftovers {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path cluster;

  private Leftovers(Path cluster) {
    this.cluster = cluster;
  }

  /** Stops every process of the cluster, whose data folder's lock the caller holds. */
  static void clear(Cluster cluster) throws IOException {
    Leftovers leftovers = new Leftovers(cluster.path().toRealPath());
    leftovers.stop();
    Files.deleteIfExists(cluster.path().resolve("postmaster.pid"));
    Files.deleteIfExists(cluster.socket().resolve(LocalSockets.NAME + ".lock"));
  }

  /**
   * Waits for those that outlive a server which has been stopped: its logger, until it has written
   * the last lines. One that takes longer than our patience is left to the next start.
   */
  static void awaitEnd(Path cluster) throws IOException {
    Leftovers leftovers = new Leftovers(cluster.toRealPath());
    long start = System.nanoTime();
    while (leftovers.processes().findAny().isPresent()
        && System.nanoTime() - start < PATIENCE.toNanos()) {
      Signals.pause();
    }
  }

  /** The ids of the processes that work on the cluster. */
  static List<Long> running(Path cluster) throws IOException {
    return new Leftovers(cluster.toRealPath()).processes().map(ProcessHandle::pid).toList();
  }

  private void stop() {
    long start = System.nanoTime();
    boolean asked = false;
    while (true) {
      List<ProcessHandle> processes = processes().toList();
      if (processes.isEmpty()) {
        return;
      }
      Duration waited = Duration.ofNanos(System.nanoTime() - start);
      if (waited.compareTo(DEADLINE) > 0) {
        throw new StartRefusal(
            StartRefusal.Reason.FOLDER_IN_USE,
            "A PostgreSQL of an earlier run (process %d) works on %s and does not stop; stop it."
                .formatted(processes.getFirst().pid(), cluster));
      }
      if (!asked) {
        postmaster(processes).ifPresent(process -> Signals.send(process.pid(), "INT"));
        asked = true;
      } else if (waited.compareTo(PATIENCE) > 0) {
        processes.forEach(process -> Signals.send(process.pid(), "QUIT"));
      }
      Signals.pause();
    }
  }

  /** The process whose parent is none of them. */
  private static Optional<ProcessHandle> postmaster(List<ProcessHandle> processes) {
    return processes.stream()
        .filter(process -> process.parent().filter(processes::contains).isEmpty())
        .findFirst();
  }

  private Stream<ProcessHandle> processes() {
    return ProcessHandle.allProcesses().filter(this::ours);
  }

  private boolean ours(ProcessHandle process) {
    Path proc = Path.of("/proc", String.valueOf(process.pid()));
    try {
      return Files.readSymbolicLink(proc.resolve("cwd")).equals(cluster)
          && Files.readString(proc.resolve("comm")).startsWith("postgres");
    } catch (IOException e) {
      return false;
    }
  }
}
