package org.tunza.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.tunza.platform.HttpPort;
import org.tunza.platform.Randomness;
import org.tunza.platform.StartRefusal;
import org.tunza.testing.TestDatabase;

class ExternalDatabaseTest {
  @AutoClose private static final TestDatabase test = TestDatabase.fresh();

  @Test
  void a_prepared_database_passes() {
    new ExternalDatabase(test.url(), test.logins()).check();
  }

  @Test
  void nobody_there_is_refused() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    String url = "jdbc:postgresql://127.0.0.1:%d/tunza?password=hush".formatted(port);
    refused(url, test.logins(), StartRefusal.Reason.DATABASE_UNREACHABLE);
  }

  @Test
  void a_server_older_than_15_is_refused() throws IOException {
    try (OldServer server = OldServer.start("14.19")) {
      String url = "jdbc:postgresql://127.0.0.1:%d/tunza".formatted(server.port());
      refused(url, test.logins(), StartRefusal.Reason.DATABASE_TOO_OLD);
    }
  }

  @Test
  void a_wrong_password_is_refused() {
    Logins right = test.logins();
    Logins wrong =
        new Logins(
            right.owner(), new Login(Logins.APP, "guess"), right.sequencer(), right.disposal());
    refused(test.url(), wrong, StartRefusal.Reason.LOGIN_REFUSED);
  }

  @Test
  void a_missing_database_is_refused_with_the_command_to_run() {
    String url = test.url().replaceFirst("/tunza_\\d+", "/nowhere");
    assertThat(refused(url, test.logins(), StartRefusal.Reason.LOGIN_REFUSED))
        .contains("./tunza database prepare");
  }

  private static String refused(String url, Logins logins, StartRefusal.Reason reason) {
    var refusal =
        catchThrowableOfType(StartRefusal.class, () -> new ExternalDatabase(url, logins).check());
    assertThat(refusal.reason()).isEqualTo(reason);
    assertThat(refusal.line()).doesNotContain("\n", "hush");
    return refusal.line();
  }

  @Test
  void an_operator_prepares_logins_of_other_names_that_act_as_the_roles() throws SQLException {
    String url = test.url().replaceFirst("/tunza_\\d+", "/clinic");
    Logins own =
        new Logins(
            Logins.generate("clinic_owner", Randomness.secure()),
            Logins.generate("Clinic App", Randomness.secure()),
            Logins.generate("clinic_sequencer", Randomness.secure()),
            Logins.generate("clinic_disposal", Randomness.secure()));
    ExternalDatabase external = new ExternalDatabase(url, own);
    assertThat(external.prepare(test.superuserLogin())).contains("clinic: made");
    assertThat(external.prepare(test.superuserLogin())).contains("clinic: is there");
    external.check();
    try (Database database = Database.open(url, own, Randomness.secure())) {
      Migrations.migrate(database.owner());
      String role =
          database.read(
              c -> Sql.one(c, "SELECT current_user", row -> row.getString(1)).orElseThrow());
      assertThat(role).isEqualTo(Logins.APP);
    }
    try (Connection superuser = test.superuser()) {
      Sql.update(superuser, "DROP DATABASE clinic WITH (FORCE)");
      for (Login login : own.all()) {
        Sql.update(superuser, "DROP ROLE " + DatabaseRoles.identifier(login.user()));
      }
    }
  }

  @Test
  void a_store_with_an_index_of_an_older_kind_is_refused_and_left_as_it_is() throws SQLException {
    String url = test.url().replaceFirst("/tunza_\\d+", "/older");
    new ExternalDatabase(url, test.logins()).prepare(test.superuserLogin());
    try (Database older = Database.open(url, test.logins(), Randomness.secure());
        Connection owner = older.owner().getConnection()) {
      Flyway.configure()
          .dataSource(older.owner())
          .locations("classpath:db")
          .table("schema_history")
          .target("10")
          .load()
          .migrate();
      Sql.update(
          owner,
          "INSERT INTO entry (chart, entry, updated, version, type, state)"
              + " VALUES (1, 1, now(), 1, 1, 1)");
      assertThatThrownBy(() -> Migrations.migrate(older.owner()))
          .isInstanceOfSatisfying(
              StartRefusal.class,
              refusal -> assertThat(refusal.reason()).isEqualTo(StartRefusal.Reason.SCHEMA_FAILED))
          .hasMessageContaining("index of an older kind")
          .hasMessageContaining("export it")
          .hasMessageNotContaining("\n");
      String columns =
          "SELECT count(*) FROM information_schema.columns"
              + " WHERE table_name = 'entry' AND column_name = 'links'";
      assertThat(Sql.number(owner, columns)).isZero();
    }
    try (Connection superuser = test.superuser()) {
      Sql.update(superuser, "DROP DATABASE older WITH (FORCE)");
    }
  }

  @Test
  void a_schema_newer_than_the_program_is_refused() throws SQLException {
    try (TestDatabase newer = TestDatabase.fresh()) {
      try (Connection owner = newer.database().owner().getConnection()) {
        Sql.update(
            owner,
            """
            INSERT INTO schema_history (installed_rank, version, description, type, script,
              checksum, installed_by, execution_time, success)
            VALUES (9999, '9999', 'later', 'SQL', 'V9999__later.sql', 1, 'tunza_owner', 1, true)
            """);
      }
      assertThatThrownBy(() -> Migrations.migrate(newer.database().owner()))
          .isInstanceOfSatisfying(
              StartRefusal.class,
              refusal -> assertThat(refusal.reason()).isEqualTo(StartRefusal.Reason.SCHEMA_NEWER))
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void a_statement_that_takes_too_long_is_broken_off() {
    var limits = new Database.Limits(1, Duration.ofMillis(50));
    try (Database database =
        Database.open(test.url(), test.logins(), limits, Randomness.secure())) {
      assertThatThrownBy(() -> database.read(c -> Sql.query(c, "SELECT pg_sleep(60)", row -> 1)))
          .isInstanceOfSatisfying(
              DatabaseFault.class, fault -> assertThat(fault.overtime()).isTrue());
    }
  }

  @Test
  void a_taken_port_is_refused() throws IOException {
    InetAddress address = InetAddress.getLoopbackAddress();
    try (ServerSocket taken = new ServerSocket(0, 1, address)) {
      assertThatThrownBy(() -> HttpPort.refuseTaken(address, taken.getLocalPort()))
          .isInstanceOf(StartRefusal.class)
          .hasMessageContaining("--port");
    }
  }
}
