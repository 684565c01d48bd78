package org.tunza.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.platform.DataFolder;
import org.tunza.platform.Randomness;
import org.tunza.platform.StartRefusal.Reason;
import org.tunza.platform.database.Login;
import org.tunza.platform.database.Logins;
import org.tunza.platform.database.Sql;
import org.tunza.platform.postgres.EmbeddedPostgres;
import org.tunza.platform.postgres.PostgresBinaries;
import org.tunza.platform.postgres.PostgresSettings;
import org.tunza.platform.postgres.Progress;

/**
 * The way of an operator with a PostgreSQL of his own: the real program against an empty cluster of
 * version 15 where this machine has it installed, else of the bundled one.
 */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DatabasePrepareTest {
  private static final int ENDED_BY_SIGTERM = 143;
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql/15/bin");
  private static final Login ADMIN = new Login("registrar", "of roles");

  @TempDir private static Path parent;
  private static DataFolder cluster;
  private static int port;
  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws Exception {
    cluster = DataFolder.claim(parent.resolve("cluster"));
    Path shared = Files.createDirectories(Path.of("target", "test-postgres").toAbsolutePath());
    PostgresBinaries binaries =
        Files.isDirectory(INSTALLED)
            ? PostgresBinaries.installed(INSTALLED, 15)
            : PostgresBinaries.unpackedIn(shared);
    port = freePort();
    Path access =
        Files.writeString(parent.resolve("access"), "host all all 127.0.0.1/32 scram-sha-256\n");
    postgres =
        EmbeddedPostgres.start(
            cluster,
            binaries,
            PostgresSettings.durable(32)
                .with("listen_addresses", "127.0.0.1")
                .with("port", String.valueOf(port))
                .with("hba_file", access.toString()),
            Randomness.secure(),
            Progress.silent());
    superuser("DROP DATABASE tunza");
    for (String role : Logins.ROLES) {
      superuser("DROP ROLE " + role);
    }
    superuser(
        "CREATE ROLE registrar LOGIN CREATEROLE CREATEDB PASSWORD '%s'"
            .formatted(ADMIN.password()));
  }

  @AfterAll
  static void stop() {
    postgres.close();
    cluster.close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String url(String database) {
    return url(port, database);
  }

  private static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  private static void superuser(String sql) throws SQLException {
    try (Connection connection = connect("postgres", postgres.superuser())) {
      Sql.update(connection, sql);
    }
  }

  private static Connection connect(String database, Login login) throws SQLException {
    return DriverManager.getConnection(url(database), login.user(), login.password());
  }

  private static Map<String, String> settings(String url) {
    return Map.of(
        "TUNZA_DB_URL", url,
        "TUNZA_DB_PASSWORD", "app's",
        "TUNZA_DB_OWNER_PASSWORD", "owner's",
        "TUNZA_DB_SEQUENCER_PASSWORD", "sequencer's",
        "TUNZA_DB_DISPOSAL_PASSWORD", "disposal's");
  }

  private static Child.Ended prepare(String url, Login admin) throws Exception {
    Map<String, String> environment = new HashMap<>(settings(url));
    environment.put("TUNZA_DB_ADMIN_USER", admin.user());
    environment.put("TUNZA_DB_ADMIN_PASSWORD", admin.password());
    return Child.run(environment, "database", "prepare");
  }

  private static Child.Ended run(Map<String, String> environment) throws Exception {
    return Child.run(environment, arguments());
  }

  private static String[] arguments() {
    return new String[] {"run", "--data=" + parent.resolve("data"), "--port=0"};
  }

  private static void refused(Child.Ended ended, Reason reason, String... words) {
    assertThat(ended.output()).contains(words).startsWith("tunza: ").doesNotContain("'s");
    assertThat(ended.output().lines()).hasSize(1);
    assertThat(ended.code()).isEqualTo(reason.exitCode());
  }

  @Test
  @Order(1)
  void what_was_not_prepared_is_told_how() throws Exception {
    refused(run(settings(url("tunza"))), Reason.LOGIN_REFUSED, "./tunza database prepare.");
  }

  @Test
  @Order(1)
  void nobody_there_is_refused() throws Exception {
    String url = url(freePort(), "tunza");
    refused(prepare(url, ADMIN), Reason.DATABASE_UNREACHABLE, "does not answer", "start it");
    refused(run(settings(url)), Reason.DATABASE_UNREACHABLE, "does not answer", "start it");
  }

  @Test
  @Order(1)
  void an_administrator_must_be_named_with_the_right_password_and_may_make_roles()
      throws Exception {
    refused(
        Child.run(settings(url("tunza")), "database", "prepare"),
        Reason.WRONG_SETTING,
        "TUNZA_DB_ADMIN_USER");
    refused(
        prepare(url("tunza"), new Login(ADMIN.user(), "guess")),
        Reason.LOGIN_REFUSED,
        "check its password");
    superuser("CREATE ROLE visitor LOGIN PASSWORD 'visitor'");
    refused(
        prepare(url("tunza"), new Login("visitor", "visitor")),
        Reason.LOGIN_REFUSED,
        "does not let visitor make roles");
  }

  @Test
  @Order(1)
  void an_address_without_a_database_is_refused() throws Exception {
    refused(prepare(url(""), ADMIN), Reason.WRONG_SETTING, "TUNZA_DB_URL");
  }

  @Test
  @Order(1)
  void a_database_of_others_is_left_to_them() throws Exception {
    refused(prepare(url("postgres"), ADMIN), Reason.LOGIN_REFUSED, "belongs to");
    try (Connection connection = connect("postgres", postgres.superuser())) {
      String sql = "SELECT count(*) FROM pg_roles WHERE rolname = 'tunza_owner'";
      assertThat(Sql.number(connection, sql)).isZero();
    }
  }

  @Test
  @Order(2)
  void prepared_by_one_who_may_make_roles_it_runs_and_prepared_twice_nothing_is_lost()
      throws Exception {
    Child.Ended first = prepare(url("tunza"), ADMIN);
    assertThat(first)
        .isEqualTo(
            new Child.Ended(
                0,
                """
                tunza_owner: made
                tunza_app: made
                tunza_sequencer: made
                tunza_disposal: made
                tunza: made
                """));
    superuser("CREATE ROLE stranger LOGIN PASSWORD 'stranger'");
    assertThatThrownBy(() -> connect("tunza", new Login("stranger", "stranger")).close())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("permission denied");
    startsAndStops();
    Child.Ended second = prepare(url("tunza"), ADMIN);
    assertThat(second.code()).isZero();
    assertThat(second.output().lines().toList())
        .isEqualTo(
            List.of(
                "tunza_owner: password set",
                "tunza_app: password set",
                "tunza_sequencer: password set",
                "tunza_disposal: password set",
                "tunza: is there"));
    startsAndStops();
  }

  private static void startsAndStops() throws IOException, InterruptedException {
    try (Child server = Child.start(settings(url("tunza")), arguments())) {
      assertThat(server.saysUntil("is ready at")).contains("is ready at");
      assertThat(server.stop()).as("docs/operate/exit-codes.md").isEqualTo(ENDED_BY_SIGTERM);
    }
  }

  @Test
  @Order(3)
  void a_wrong_password_of_a_login_is_refused() throws Exception {
    Map<String, String> environment = new HashMap<>(settings(url("tunza")));
    environment.put("TUNZA_DB_SEQUENCER_PASSWORD", "guess");
    refused(run(environment), Reason.LOGIN_REFUSED, "tunza_sequencer", "check its password");
  }
}
