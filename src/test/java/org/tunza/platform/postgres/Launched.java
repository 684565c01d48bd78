package org.tunza.platform.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.tunza.platform.DataFolder;
import org.tunza.platform.Randomness;
import org.tunza.platform.database.Login;
import org.tunza.platform.database.Sql;

/** A launcher at work on a folder, in this program or in a child, and what tests ask of it. */
record Launched(DataFolder folder, EmbeddedPostgres postgres) implements AutoCloseable {
  static final Path BINARIES = Path.of("target", "test-postgres").toAbsolutePath();

  static PostgresBinaries binaries() throws IOException {
    Files.createDirectories(BINARIES);
    return PostgresBinaries.unpackedIn(BINARIES);
  }

  /** Starts with the durable settings of production on shared binaries. */
  static Launched on(Path data) throws IOException {
    DataFolder folder = DataFolder.claim(data);
    try {
      return new Launched(
          folder,
          EmbeddedPostgres.start(
              folder,
              binaries(),
              PostgresSettings.durable(32),
              Randomness.secure(),
              Progress.silent()));
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /** Starts a child program on the folder; it says its server's pid or why it refuses. */
  static Process child(Path data) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            LauncherProgram.class.getName(),
            data.toString(),
            BINARIES.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  static String firstLine(Process child) throws IOException {
    BufferedReader reader = child.inputReader();
    return String.valueOf(reader.readLine());
  }

  Connection connect(Login login) throws SQLException {
    return DriverManager.getConnection(postgres.url(), login.user(), login.password());
  }

  String show(String setting) throws SQLException {
    try (Connection connection = connect(postgres.logins().app())) {
      return Sql.one(connection, "SELECT current_setting(?)", row -> row.getString(1), setting)
          .orElseThrow();
    }
  }

  void owner(String sql) throws SQLException {
    try (Connection connection = connect(postgres.logins().owner())) {
      Sql.update(connection, sql);
    }
  }

  long count() throws SQLException {
    try (Connection connection = connect(postgres.logins().owner())) {
      return Sql.number(connection, "SELECT count(*) FROM kept");
    }
  }

  /** A process that ended but was not yet waited for has no working folder any more. */
  static boolean alive(long pid) {
    return Files.exists(Path.of("/proc", String.valueOf(pid), "cwd"), LinkOption.NOFOLLOW_LINKS)
        && ProcessHandle.of(pid).isPresent();
  }

  @Override
  public void close() {
    postgres.close();
    folder.close();
  }
}
