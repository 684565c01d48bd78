package org.tunza.simulation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tunza.Ground;
import org.tunza.TunzaServer;
import org.tunza.platform.DataFolder;
import org.tunza.platform.Randomness;
import org.tunza.platform.SettingsReader;
import org.tunza.platform.database.Database;
import org.tunza.platform.database.Migrations;
import org.tunza.platform.database.Sql;
import org.tunza.platform.postgres.EmbeddedPostgres;
import org.tunza.platform.postgres.PostgresSettings;
import org.tunza.platform.postgres.Progress;
import org.tunza.record.EntryKey;
import org.tunza.store.blob.BlobStore;
import org.tunza.testing.TestDatabase;

/** A store in a data folder of its own, that is copied file by file; with or without its server. */
final class PhysicalStore implements AutoCloseable {

  private static final int SHARED_BUFFERS_MEGABYTES = 64;

  /** What belongs to the running program, and the programs of PostgreSQL. */
  private static final Set<String> NOT_COPIED = Set.of("lock", "address", "postmaster.pid");

  private final DataFolder folder;
  private final EmbeddedPostgres postgres;
  private @Nullable Database database;
  private @Nullable TunzaServer server;
  private @Nullable BlobStore blobStore;

  private PhysicalStore(DataFolder folder, EmbeddedPostgres postgres) {
    this.folder = folder;
    this.postgres = postgres;
  }

  /** Its database alone. */
  static PhysicalStore started(Path data) {
    DataFolder folder = DataFolder.claim(data);
    return new PhysicalStore(
        folder,
        EmbeddedPostgres.start(
            folder,
            PostgresSettings.durable(SHARED_BUFFERS_MEGABYTES),
            Randomness.secure(),
            Progress.silent()));
  }

  /** With the server. */
  static PhysicalStore open(Path data) {
    PhysicalStore store = started(data);
    Database database =
        Database.open(store.postgres.url(), store.postgres.logins(), Randomness.secure());
    store.database = database;
    Migrations.migrate(database.owner());
    List<String> flags = List.of("--data", data.toString(), "--port", "0");
    Ground ground = Ground.on(database, store.folder.root());
    store.blobStore = ground.blobStore();
    store.server =
        TunzaServer.start(SettingsReader.read(flags).settings(), ground, Progress.silent());
    return store;
  }

  Path keys() {
    return folder.keys();
  }

  Path blobs() {
    return folder.root().resolve("blobs");
  }

  Database database() {
    return Objects.requireNonNull(database);
  }

  BlobStore blobStore() {
    return Objects.requireNonNull(blobStore);
  }

  Connection superuser() throws SQLException {
    var login = postgres.superuser();
    return DriverManager.getConnection(postgres.url(), login.user(), login.password());
  }

  /** Where the entry of an id lies. */
  EntryKey where(String id) throws SQLException {
    try (Connection connection = superuser()) {
      return TestDatabase.where(connection, id);
    }
  }

  void put(String path, String json) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address(path))
            .header("Content-Type", "application/fhir+json")
            .PUT(HttpRequest.BodyPublishers.ofString(json))
            .build();
    assertThat(sent(request).statusCode()).isEqualTo(201);
  }

  /** What can be read of these, by path. */
  Map<String, String> readable(List<String> paths) throws IOException, InterruptedException {
    Map<String, String> found = new TreeMap<>();
    for (String path : paths) {
      HttpResponse<String> answer = sent(HttpRequest.newBuilder(address(path)).build());
      if (answer.statusCode() == 200) {
        found.put(path, answer.body());
      }
    }
    return found;
  }

  private static HttpResponse<String> sent(HttpRequest request)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  private URI address(String path) {
    return URI.create(Objects.requireNonNull(server).address() + "/fhir/" + path);
  }

  /**
   * Copies it while it runs, as https://www.postgresql.org/docs/18/continuous-archiving.html says,
   * with the log that the copy needs to become consistent.
   */
  void copyWhileItRuns(Path target) throws SQLException, IOException {
    Path data = folder.root();
    try (Connection connection = superuser()) {
      Sql.query(connection, "select pg_backup_start('copy', true)", row -> row.getString(1));
      copy(data, target);
      String label =
          Sql.one(connection, "select labelfile from pg_backup_stop()", row -> row.getString(1))
              .orElseThrow();
      copy(data.resolve("pg/pg_wal"), target.resolve("pg/pg_wal"));
      Path file =
          Files.copy(
              target.resolve("pg/PG_VERSION"),
              target.resolve("pg/backup_label"),
              StandardCopyOption.COPY_ATTRIBUTES);
      Files.writeString(file, label);
    }
  }

  /** Copies a folder byte by byte, with owners and modes. */
  static void copy(Path source, Path target) throws IOException {
    try (Stream<Path> all = Files.walk(source)) {
      for (Path from : all.filter(path -> isCopied(source.relativize(path))).toList()) {
        Path to = target.resolve(source.relativize(from).toString());
        if (!Files.isDirectory(to)) {
          Files.copy(
              from, to, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static boolean isCopied(Path path) {
    return !path.toString().startsWith("postgres-")
        && !path.startsWith("socket")
        && !NOT_COPIED.contains(String.valueOf(path.getFileName()));
  }

  /** Whether a text lies in clear in any file. */
  static boolean contains(Path folder, String text) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file, ISO_8859_1).contains(text)) {
          return true;
        }
      }
      return false;
    }
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
    if (database != null) {
      database.close();
    }
    postgres.close();
    folder.close();
  }
}
