package org.tunza.simulation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.tunza.platform.Randomness;
import org.tunza.platform.database.Database;
import org.tunza.platform.database.Logins;
import org.tunza.platform.database.Sql;
import org.tunza.platform.postgres.RunningPostgres;
import org.tunza.testing.Await;
import org.tunza.testing.Program;

/** The program as an operator runs it, in a process of its own with its own data, to be killed. */
final class KilledServer implements AutoCloseable {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(90);
  private static final String LOOPBACK = "127.0.0.1";

  private final Path folder;
  private final int port;
  private Process process;

  private KilledServer(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** Starts on an empty folder and waits until it answers. */
  static KilledServer start(Path folder) throws IOException {
    int port = freePort();
    KilledServer server = new KilledServer(folder, port, child(folder, port));
    server.awaitAnswer();
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(LOOPBACK))) {
      return socket.getLocalPort();
    }
  }

  private static Process child(Path folder, int port) throws IOException {
    return new ProcessBuilder(
            Program.command(
                "run", "--data", folder.resolve("data").toString(), "--port", String.valueOf(port)))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log(folder).toFile()))
        .start();
  }

  private static Path log(Path folder) {
    return folder.resolve("server.log");
  }

  URI base() {
    return URI.create("http://" + LOOPBACK + ":" + port + "/fhir");
  }

  Path data() {
    return folder.resolve("data");
  }

  boolean isRunning() {
    return process.isAlive();
  }

  void killProgram() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void startAgain() throws IOException {
    process = child(folder, port);
    awaitAnswer();
  }

  /**
   * Kills the server process of PostgreSQL; the program has to start another. Returns when its
   * backends are gone too, so that who is answered from then on is answered by the other.
   */
  void killPostmaster() throws IOException, InterruptedException {
    long postmaster = postmaster();
    List<Long> children =
        ProcessHandle.of(postmaster).orElseThrow().children().map(ProcessHandle::pid).toList();
    kill(postmaster);
    awaitGone(children);
  }

  /**
   * Kills one of the program's backends; PostgreSQL then throws out all and recovers. Returns when
   * all are gone.
   */
  void killBackend(Randomness chance) throws IOException, InterruptedException, SQLException {
    List<Long> backends;
    try (Database database = database();
        var owner = database.owner().getConnection()) {
      backends =
          Sql.query(
              owner,
              """
              select pid from pg_stat_activity
              where usename in (?, ?) order by pid
              """,
              row -> row.getLong(1),
              Logins.APP,
              Logins.SEQUENCER);
    }
    kill(backends.get((int) chance.below(backends.size())));
    awaitGone(backends);
  }

  /** A process that has ended works in no folder, even while nobody has asked how it ended. */
  private static void awaitGone(List<Long> processes) {
    Await.until(
        "they are gone",
        () ->
            processes.stream().noneMatch(pid -> Files.exists(Path.of("/proc/" + pid + "/cwd/."))));
  }

  private static void kill(long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-KILL", String.valueOf(pid)).inheritIO().start().waitFor();
  }

  long postmaster() throws IOException {
    return Long.parseLong(
        Files.readAllLines(data().resolve("pg/postmaster.pid")).getFirst().strip());
  }

  /** The running server's database, as another program would open it. */
  Database database() {
    RunningPostgres running = RunningPostgres.in(data()).orElseThrow();
    return Database.open(running.url(), running.logins(), Randomness.secure());
  }

  /** Waits until a read comes through to the database. */
  void awaitAnswer() throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base() + "/Patient/nobody"))
            .timeout(Duration.ofSeconds(15))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      Await.until(
          "a read comes through",
          () -> {
            if (!process.isAlive()) {
              throw new AssertionError("the server ended: " + lastWords());
            }
            try {
              return client.send(request, BodyHandlers.discarding()).statusCode() == 404;
            } catch (IOException e) {
              return false;
            }
          });
    }
  }

  String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log(folder));
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException e) {
      return "";
    }
  }

  /** Stops the program as an operator does; it takes in its access events before it ends. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("it did not stop: " + lastWords());
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
