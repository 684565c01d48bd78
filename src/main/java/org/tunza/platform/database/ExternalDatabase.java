package org.tunza.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;
import org.tunza.platform.StartRefusal;

/**
 * A PostgreSQL that somebody else runs: checked before it is used, and prepared once by an operator
 * whose login may make roles and databases. See https://www.postgresql.org/docs/18/user-manag.html.
 */
public final class ExternalDatabase {
  private static final int MAJOR_MIN = 15;
  private static final int CONNECT_SECONDS = 10;

  private final String url;
  private final Logins logins;

  public ExternalDatabase(String url, Logins logins) {
    this.url = url;
    this.logins = logins;
  }

  /** Refuses to start on a database that is not there, too old, or refuses a login. */
  public void check() {
    for (Login login : logins.all()) {
      try (Connection connection = source(login).getConnection()) {
        refuseOld(connection);
      } catch (SQLException e) {
        throw refusal(login, e);
      }
    }
  }

  /** Makes what is missing of roles, logins and database; says what was done, line by line. */
  public List<String> prepare(Login admin) {
    PGSimpleDataSource source = source(admin);
    String database = String.valueOf(source.getDatabaseName());
    source.setDatabaseName("postgres");
    try (Connection connection = source.getConnection()) {
      refuseOld(connection);
      boolean isThere = isThere(connection, database);
      List<String> done = new ArrayList<>();
      List<Login> all = logins.all();
      for (int at = 0; at < all.size(); at++) {
        done.add(prepare(connection, Logins.ROLES.get(at), all.get(at)));
      }
      prepareDatabase(connection, database, isThere);
      done.add(database + (isThere ? ": is there" : ": made"));
      return done;
    } catch (SQLException e) {
      throw refusalToPrepare(admin, e);
    }
  }

  /** Whether it was made before; a database of others is refused before anything is done. */
  private boolean isThere(Connection connection, String database) throws SQLException {
    String sql = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = ?";
    Optional<String> owner = Sql.one(connection, sql, row -> row.getString(1), database);
    if (owner.isPresent() && !owner.get().equals(Logins.OWNER)) {
      throw new StartRefusal(
          StartRefusal.Reason.LOGIN_REFUSED,
          "The database %s belongs to %s; name one in db.url that is not there yet, or give it to %s."
              .formatted(where(), owner.get(), Logins.OWNER));
    }
    return owner.isPresent();
  }

  private static String prepare(Connection connection, String role, Login login)
      throws SQLException {
    boolean known = exists(connection, login.user());
    Sql.update(
        connection, known ? DatabaseRoles.changePassword(login) : DatabaseRoles.create(login));
    if (!login.user().equals(role)) {
      actAs(connection, role, login);
    }
    return "%s: %s".formatted(login.user(), known ? "password set" : "made");
  }

  /** A login of another name takes the role at the start of each session. */
  private static void actAs(Connection connection, String role, Login login) throws SQLException {
    if (!exists(connection, role)) {
      Sql.update(connection, "CREATE ROLE " + role + " NOLOGIN");
    }
    String user = DatabaseRoles.identifier(login.user());
    Sql.update(connection, "GRANT %s TO %s".formatted(role, user));
    Sql.update(connection, "ALTER ROLE %s SET role = '%s'".formatted(user, role));
  }

  /** As a member of its owner, since only who owns a database says who may connect. */
  private static void prepareDatabase(Connection connection, String database, boolean isThere)
      throws SQLException {
    Sql.update(connection, "GRANT %s TO CURRENT_USER".formatted(Logins.OWNER));
    if (!isThere) {
      Sql.update(connection, DatabaseRoles.createDatabase(database));
    }
    for (String statement : DatabaseRoles.connections(database)) {
      Sql.update(connection, statement);
    }
    Sql.update(connection, "REVOKE %s FROM CURRENT_USER".formatted(Logins.OWNER));
  }

  private static boolean exists(Connection connection, String role) throws SQLException {
    return Sql.number(connection, "SELECT count(*) FROM pg_roles WHERE rolname = ?", role) > 0;
  }

  private void refuseOld(Connection connection) throws SQLException {
    int major = connection.getMetaData().getDatabaseMajorVersion();
    if (major < MAJOR_MIN) {
      throw new StartRefusal(
          StartRefusal.Reason.DATABASE_TOO_OLD,
          "The PostgreSQL at %s is version %d; use %d or newer."
              .formatted(where(), major, MAJOR_MIN));
    }
  }

  private StartRefusal refusalToPrepare(Login admin, SQLException fault) {
    String state = DatabaseFault.stateOf(fault);
    if (state.startsWith("28")) {
      return refused(fault, "refuses the login %s; check its password".formatted(admin.user()));
    }
    if (state.startsWith("42")) {
      return refused(
          fault,
          "does not let %s make roles and databases; name a login that may as db.admin.user"
              .formatted(admin.user()));
    }
    return unreachable(fault);
  }

  private StartRefusal refusal(Login login, SQLException fault) {
    String state = DatabaseFault.stateOf(fault);
    if (state.startsWith("28")) {
      return refused(
          fault,
          "refuses the login %s; check its password, or run ./tunza database prepare"
              .formatted(login.user()));
    }
    if (state.equals("3D000")) {
      return refused(fault, "has no such database; run ./tunza database prepare");
    }
    if (state.startsWith("42")) {
      return refused(
          fault, "does not let %s in; run ./tunza database prepare".formatted(login.user()));
    }
    return unreachable(fault);
  }

  private StartRefusal unreachable(SQLException fault) {
    return new StartRefusal(
        StartRefusal.Reason.DATABASE_UNREACHABLE,
        "PostgreSQL at %s does not answer (SQLSTATE %s); start it, or check db.url."
            .formatted(where(), DatabaseFault.stateOf(fault)),
        fault);
  }

  private StartRefusal refused(SQLException fault, String what) {
    return new StartRefusal(
        StartRefusal.Reason.LOGIN_REFUSED, "PostgreSQL at %s %s.".formatted(where(), what), fault);
  }

  /** Host, port and database; what follows in the address may hold secrets. */
  private String where() {
    int question = url.indexOf('?');
    String bare = question < 0 ? url : url.substring(0, question);
    return bare.replaceFirst("^jdbc:postgresql:/*", "");
  }

  private PGSimpleDataSource source(Login login) {
    PGSimpleDataSource source = Database.plain(url, login);
    source.setConnectTimeout(CONNECT_SECONDS);
    return source;
  }
}
