package org.tunza.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.tunza.platform.database.Sql;
import org.tunza.resource.definition.Definitions;

/** The server process that is measured, its database, and what they have used so far. */
final class Measured implements AutoCloseable {

  private static final long START_SECONDS_MAX = 120;

  private final Process process;
  private final Path folder;
  private final int port;
  private final int floorPort;
  private final String database;
  private final long postmaster;

  private Measured(Process process, Path folder, String[] ready, long postmaster) {
    this.process = process;
    this.folder = folder;
    this.port = Integer.parseInt(ready[0]);
    this.floorPort = Integer.parseInt(ready[1]);
    this.database = ready[2];
    this.postmaster = postmaster;
  }

  static Measured start() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "bench-");
    Path ready = folder.resolve("ready");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx1g",
                    "-XX:+UseCompactObjectHeaders",
                    "-XX:-UseDynamicNumberOfCompilerThreads",
                    "--enable-native-access=ALL-UNNAMED",
                    System.getProperty("bench.jvm", "-Xshare:auto"),
                    "-cp",
                    System.getProperty("java.class.path"),
                    BenchServer.class.getName(),
                    folder.resolve("data").toString(),
                    ready.toString()))
            .inheritIO()
            .start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
    while (!Files.exists(ready)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroy();
        throw new IllegalStateException("the server did not start");
      }
      process.waitFor(100, TimeUnit.MILLISECONDS);
    }
    long postmaster =
        Long.parseLong(
            Files.readAllLines(folder.resolve("data/pg/postmaster.pid")).getFirst().strip());
    return new Measured(process, folder, Files.readString(ready).split(" ", -1), postmaster);
  }

  /** What has been used so far, in microseconds, bytes and statements. */
  record Reading(
      double program,
      double compiling,
      double database,
      long allocated,
      long statements,
      long nanos) {

    Figure since(Reading before, String name, int count) {
      double programMicros = (program - before.program) / count;
      double micros = programMicros + (database - before.database) / count;
      return new Figure(
          name,
          count,
          micros,
          programMicros,
          (compiling - before.compiling) / count,
          0,
          count * 1e9 / (nanos - before.nanos),
          (double) (allocated - before.allocated) / count,
          (double) (statements - before.statements) / count);
    }
  }

  Reading reading(Clients clients) {
    String[] figures = clients.text(Clients.get(floor("/figures"))).split(" ", -1);
    return new Reading(
        Cpu.ofProcess(process.pid()),
        Cpu.ofThreads(process.pid(), "C1 Compiler") + Cpu.ofThreads(process.pid(), "C2 Compiler"),
        Cpu.ofFamily(postmaster),
        Long.parseLong(figures[0]),
        Long.parseLong(figures[1]),
        System.nanoTime());
  }

  String fhir(String path) {
    return "http://127.0.0.1:" + port + "/fhir" + path;
  }

  String floor(String path) {
    return "http://127.0.0.1:" + floorPort + path;
  }

  long postmaster() {
    return postmaster;
  }

  static int observationType() {
    return Definitions.r4().number("Observation");
  }

  Connection owner() throws SQLException {
    try {
      String password =
          Files.readAllLines(folder.resolve("data/logins")).stream()
              .filter(line -> line.startsWith("tunza_owner "))
              .findFirst()
              .orElseThrow()
              .split(" ", -1)[1];
      return DriverManager.getConnection(database, "tunza_owner", password);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  long entries() throws SQLException {
    try (Connection owner = owner()) {
      return Sql.number(owner, "select count(*) from entry_version");
    }
  }

  /** Bytes on disk for one version, indexes included, of the tables whose names are like this. */
  double bytes(Connection owner, String like) throws SQLException {
    Sql.update(owner, "vacuum");
    long bytes =
        Sql.number(
            owner,
            """
            select sum(pg_total_relation_size(oid))::bigint from pg_class
            where relkind = 'r' and relnamespace = 'public'::regnamespace and relname like ?
            """,
            like);
    return (double) bytes / Sql.number(owner, "select count(*) from entry_version");
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    process.onExit().join();
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
