package org.tunza.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.tunza.platform.Randomness;
import org.tunza.platform.database.Database;
import org.tunza.platform.database.DatabaseRoles;
import org.tunza.platform.database.Login;
import org.tunza.platform.database.Logins;
import org.tunza.platform.database.Sql;
import org.tunza.platform.postgres.EmbeddedPostgres;
import org.tunza.record.EntryKey;

/**
 * A fresh, migrated database for one test class, cloned from a template in the run's PostgreSQL.
 * Open it in a static field or @BeforeAll and close it in @AfterAll.
 */
public final class TestDatabase implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final EmbeddedPostgres postgres;
  private final String name;
  private final Database database;

  private TestDatabase(EmbeddedPostgres postgres, String name) {
    this.postgres = postgres;
    this.name = name;
    this.database = Database.open(url(), postgres.logins(), Randomness.secure());
  }

  /** Clones the template. */
  public static TestDatabase fresh() {
    EmbeddedPostgres postgres = TestPostgres.shared();
    String name = "tunza_" + NUMBER.incrementAndGet();
    asSuperuser(
        postgres,
        "CREATE DATABASE %s TEMPLATE %s STRATEGY FILE_COPY OWNER %s"
            .formatted(name, DatabaseRoles.DATABASE, Logins.OWNER));
    DatabaseRoles.connections(name).forEach(statement -> asSuperuser(postgres, statement));
    return new TestDatabase(postgres, name);
  }

  public Database database() {
    return database;
  }

  /** For a second program on the same database. */
  public String url() {
    return postgres.url(name);
  }

  public Logins logins() {
    return postgres.logins();
  }

  /** What a program's settings say of it, as a part of their file. */
  public String settings() {
    return """
    db:
      url: %s
      password: %s
      owner: {password: %s}
      sequencer: {password: %s}
      disposal: {password: %s}
    """
        .formatted(
            url(),
            logins().app().password(),
            logins().owner().password(),
            logins().sequencer().password(),
            logins().disposal().password());
  }

  /**
   * Where an entry lies.
   *
   * @param entry its id, with or without its type before it
   */
  public EntryKey where(String entry) {
    return database.read(connection -> where(connection, entry));
  }

  /** The same in a database that is reached otherwise. */
  public static EntryKey where(Connection connection, String entry) throws SQLException {
    return Sql.one(
            connection,
            "select chart, entry from entry_id where id = ?",
            row -> new EntryKey(row.getLong(1), row.getLong(2)),
            entry.substring(entry.indexOf('/') + 1))
        .orElseThrow();
  }

  /** Whoever may make roles and databases. */
  public Login superuserLogin() {
    return postgres.superuser();
  }

  /** A superuser's connection, for tests that tamper or look into the catalogue. */
  public Connection superuser() throws SQLException {
    return connect(postgres.url(name), postgres.superuser());
  }

  private static Connection connect(String url, Login login) throws SQLException {
    return DriverManager.getConnection(url, login.user(), login.password());
  }

  private static synchronized void asSuperuser(EmbeddedPostgres postgres, String sql) {
    try (Connection connection = connect(postgres.url("postgres"), postgres.superuser());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    database.close();
    asSuperuser(postgres, "DROP DATABASE %s WITH (FORCE)".formatted(name));
  }
}
