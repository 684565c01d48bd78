package org.tunza.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.platform.DataFolder;
import org.tunza.platform.StartRefusal;
import org.tunza.platform.database.DatabaseRoles;
import org.tunza.platform.database.Login;
import org.tunza.platform.database.Logins;
import org.tunza.platform.database.Sql;
import org.tunza.testing.Await;

@Tag("slow")
class EmbeddedPostgresTest {
  @TempDir private Path parent;

  @Test
  void the_first_start_makes_a_durable_checked_and_closed_cluster() throws Exception {
    try (Launched launched = Launched.on(data())) {
      for (String name : List.of("fsync", "synchronous_commit", "full_page_writes")) {
        assertThat(launched.show(name)).as(name).isEqualTo("on");
      }
      assertThat(launched.show("data_checksums")).isEqualTo("on");
      assertThat(launched.show("listen_addresses")).isEmpty();
      assertThat(launched.show("password_encryption")).isEqualTo("scram-sha-256");
      assertThat(launched.show("server_version")).isEqualTo(PostgresBinaries.BUNDLED_VERSION);
      assertThat(locale(launched)).isEqualTo("b C.UTF-8 UTF8");
      assertThat(mode(launched.folder().logins())).isEqualTo("rw-------");
      assertThat(mode(launched.folder().cluster())).isEqualTo("rwx------");
      assertThat(mode(launched.folder().socket())).isEqualTo("rwx------");
    }
    assertThat(running()).isEmpty();
  }

  @Test
  void a_stop_waits_for_the_process_that_writes_the_log() throws Exception {
    Launched launched = Launched.on(data());
    long logger = logger();
    Signals.send(logger, "STOP");
    Thread stop = Thread.ofPlatform().start(launched::close);
    Await.until("only the logger runs", () -> running().equals(List.of(logger)));
    assertThat(stop.join(Duration.ofMillis(100))).isFalse();
    Signals.send(logger, "CONT");
    stop.join();
    assertThat(running()).isEmpty();
  }

  private List<Long> running() {
    try {
      return Leftovers.running(data().resolve("pg"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long logger() throws IOException {
    for (long pid : running()) {
      if (Files.readString(Path.of("/proc", String.valueOf(pid), "cmdline")).contains("logger")) {
        return pid;
      }
    }
    throw new AssertionError("no process writes the log");
  }

  private static String locale(Launched launched) throws SQLException {
    String sql =
        "SELECT datlocprovider::text || ' ' || datlocale || ' ' || pg_encoding_to_char(encoding)"
            + " FROM pg_database WHERE datname = current_database()";
    try (Connection connection = launched.connect(launched.postgres().logins().app())) {
      return Sql.one(connection, sql, row -> row.getString(1)).orElseThrow();
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void only_the_four_logins_with_their_passwords_come_in() throws Exception {
    try (Launched launched = Launched.on(data())) {
      for (Login login : launched.postgres().logins().all()) {
        try (Connection connection = launched.connect(login)) {
          assertThat(Sql.number(connection, "SELECT 1")).isEqualTo(1);
        }
      }
      assertThatThrownBy(() -> launched.connect(new Login(Logins.APP, "guess")))
          .isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> launched.connect(new Login("postgres", "")))
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void what_was_kept_is_there_after_a_restart() throws Exception {
    try (Launched launched = Launched.on(data())) {
      launched.owner("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n");
    }
    try (Launched launched = Launched.on(data())) {
      assertThat(launched.count()).isEqualTo(1000);
    }
  }

  @Test
  void errors_leave_no_values_in_the_log() throws Exception {
    try (Launched launched = Launched.on(data())) {
      assertThatThrownBy(() -> launched.owner("SELECT 'Wanjiru'::int"))
          .isInstanceOf(SQLException.class);
      launched.owner("CREATE TABLE kept (name text PRIMARY KEY)");
      launched.owner("INSERT INTO kept VALUES ('Wanjiru')");
      assertThatThrownBy(() -> launched.owner("INSERT INTO kept VALUES ('Wanjiru')"))
          .isInstanceOf(SQLException.class);
    }
    try (var files = Files.list(data().resolve("log"))) {
      for (Path file : files.toList()) {
        assertThat(Files.readString(file)).doesNotContain("Wanjiru");
      }
    }
  }

  @Test
  void a_second_start_on_the_folder_is_refused() throws Exception {
    try (Launched _ = Launched.on(data())) {
      assertThatThrownBy(() -> DataFolder.claim(data()))
          .isInstanceOfSatisfying(
              StartRefusal.class,
              refusal -> assertThat(refusal.reason()).isEqualTo(StartRefusal.Reason.FOLDER_IN_USE));
      Process second = Launched.child(data());
      assertThat(Launched.firstLine(second)).contains("is in use by another tunza");
      assertThat(second.waitFor()).isEqualTo(StartRefusal.Reason.FOLDER_IN_USE.exitCode());
    }
  }

  @Test
  void a_cluster_of_another_major_is_refused_with_the_command_to_run() throws Exception {
    Files.createDirectories(data().resolve("pg"));
    Files.writeString(data().resolve("pg/PG_VERSION"), "17\n");
    Files.writeString(
        data().resolve("logins"), "postgres x\n" + String.join(" x\n", Logins.ROLES) + " x\n");
    assertThatThrownBy(() -> Launched.on(data()))
        .isInstanceOf(StartRefusal.class)
        .hasMessageContaining("PostgreSQL 17")
        .hasMessageContaining("./tunza upgrade")
        .hasMessageNotContaining("\n");
  }

  @Test
  void a_cluster_half_made_is_made_again() throws Exception {
    Files.createDirectories(data().resolve("pg.making"));
    Files.writeString(data().resolve("pg.making/PG_VERSION"), "18\n");
    try (Launched launched = Launched.on(data())) {
      assertThat(launched.postgres().url()).contains("/" + DatabaseRoles.DATABASE + "?");
      assertThat(data().resolve("pg.making")).doesNotExist();
    }
  }

  @Test
  void a_folder_that_cannot_be_made_is_refused_in_one_line() throws Exception {
    Path file = Files.writeString(parent.resolve("file"), "");
    assertThatThrownBy(() -> DataFolder.claim(file.resolve("data")))
        .isInstanceOfSatisfying(
            StartRefusal.class,
            refusal -> assertThat(refusal.reason()).isEqualTo(StartRefusal.Reason.FOLDER_UNUSABLE))
        .hasMessageNotContaining("\n");
  }

  @Test
  void a_folder_whose_path_is_too_long_for_a_socket_is_refused_before_anything_is_made()
      throws Exception {
    Path deep = parent.resolve("d".repeat(60)).resolve("d".repeat(60));
    assertThatThrownBy(() -> Launched.on(deep))
        .isInstanceOfSatisfying(
            StartRefusal.class,
            refusal -> assertThat(refusal.reason()).isEqualTo(StartRefusal.Reason.FOLDER_UNUSABLE))
        .hasMessageContaining("107 bytes")
        .hasMessageNotContaining("\n");
    assertThat(deep.resolve("pg")).doesNotExist();
  }

  @Test
  void the_bundled_programs_are_of_the_version_named() throws Exception {
    var ended = Commands.run(List.of(Launched.binaries().program("postgres"), "--version"), "");
    assertThat(ended.output()).contains("(PostgreSQL) " + PostgresBinaries.BUNDLED_VERSION);
  }

  private Path data() {
    return parent.resolve("data");
  }
}
