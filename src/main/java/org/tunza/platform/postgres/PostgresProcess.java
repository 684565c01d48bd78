package org.tunza.platform.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.tunza.platform.DataFolder;
import org.tunza.platform.StartRefusal;

/** One run of the server, from its start until it ends. Made only on the keeper's thread. */
final class PostgresProcess {
  private static final Duration READY_DEADLINE = Duration.ofMinutes(10);
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(60);
  private static final int STATUS_LINE = 7;

  private final Process process;
  private final Cluster cluster;
  private final Path startLog;

  private PostgresProcess(Process process, Cluster cluster, Path startLog) {
    this.process = process;
    this.cluster = cluster;
    this.startLog = startLog;
  }

  /** Starts the server; the calling thread must live as long as the server should. */
  static PostgresProcess start(Cluster cluster, PostgresBinaries binaries, Path log)
      throws IOException {
    Path startLog = log.resolve("postgres-start.log");
    List<String> server = List.of(binaries.program("postgres"), "-D", cluster.path().toString());
    ProcessBuilder builder =
        new ProcessBuilder(cluster.account().serverCommand(server))
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(startLog.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    return new PostgresProcess(builder.start(), cluster, startLog);
  }

  /** Waits until the server takes connections, after recovery if there is any. */
  void awaitReady(Runnable slow) throws IOException {
    long start = System.nanoTime();
    boolean told = false;
    while (!ready()) {
      Duration waited = Duration.ofNanos(System.nanoTime() - start);
      if (!process.isAlive() || waited.compareTo(READY_DEADLINE) > 0) {
        throw failure();
      }
      if (!told && waited.toSeconds() >= 2) {
        slow.run();
        told = true;
      }
      Signals.pause();
    }
  }

  /** The pid file has the server's id first and its state in the eighth line, as pg_ctl reads. */
  private boolean ready() throws IOException {
    Path file = cluster.path().resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return false;
    }
    List<String> lines = Files.readAllLines(file);
    return lines.size() > STATUS_LINE
        && lines.getFirst().strip().equals(String.valueOf(process.pid()))
        && lines.get(STATUS_LINE).strip().equals("ready");
  }

  private StartRefusal failure() throws IOException {
    String output = Files.readString(startLog);
    if (LastWords.diskFull(output) || DataFolder.full(cluster.path())) {
      return new StartRefusal(
          StartRefusal.Reason.DISK_FULL,
          "The disk of " + cluster.path() + " is full; free some space and start again.");
    }
    return new StartRefusal(
        StartRefusal.Reason.POSTGRES_FAILED,
        "PostgreSQL did not start: "
            + LastWords.of(output)
            + "; see "
            + startLog.getParent()
            + ".");
  }

  long pid() {
    return process.pid();
  }

  /** Waits until the server has ended, for whatever reason. */
  int waitFor() throws InterruptedException {
    return process.waitFor();
  }

  /** A fast stop: sessions are broken off, everything committed is on disk. */
  void stop() throws InterruptedException {
    if (process.isAlive()) {
      Signals.send(process.pid(), "INT");
      if (!process.waitFor(STOP_DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
        Signals.send(process.pid(), "QUIT");
        process.waitFor();
      }
    }
  }
}
