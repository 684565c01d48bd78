package org.tunza.platform.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tunza.platform.StartRefusal;

/**
 * The statements that make roles, logins and the database, one a line; for the embedded database
 * when its cluster is made, for an external one when an operator runs ./tunza database prepare.
 */
public final class DatabaseRoles {
  public static final String DATABASE = "tunza";

  private DatabaseRoles() {}

  /** For an empty cluster: the four logins, the database, and who may connect to it. */
  public static List<String> statements(Logins logins) {
    List<String> statements = new ArrayList<>();
    logins.all().forEach(login -> statements.add(create(login)));
    statements.add(createDatabase(DATABASE));
    statements.addAll(connections(DATABASE));
    return statements;
  }

  static String create(Login login) {
    return "CREATE ROLE %s LOGIN PASSWORD %s"
        .formatted(identifier(login.user()), literal(login.password()));
  }

  /** Lets an existing role log in with the password. */
  public static String changePassword(Login login) {
    return "ALTER ROLE %s LOGIN PASSWORD %s"
        .formatted(identifier(login.user()), literal(login.password()));
  }

  static String createDatabase(String database) {
    return "CREATE DATABASE %s OWNER %s TEMPLATE template0 ENCODING 'UTF8'"
        .formatted(identifier(database), Logins.OWNER);
  }

  /** Who may connect; a database made from a template does not inherit these. */
  public static List<String> connections(String database) {
    return List.of(
        "REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(identifier(database)),
        "GRANT CONNECT ON DATABASE %s TO %s"
            .formatted(identifier(database), String.join(", ", Logins.ROLES)));
  }

  static String identifier(String name) {
    return name.equals(name.toLowerCase(Locale.ROOT)) && name.matches("[a-z_][a-z0-9_]*")
        ? name
        : '"' + name.replace("\"", "\"\"") + '"';
  }

  static String literal(String text) {
    if (text.indexOf('\\') >= 0 || text.indexOf('\n') >= 0) {
      throw new StartRefusal(
          StartRefusal.Reason.WRONG_SETTING,
          "A database password contains a backslash or a line break; choose one without.");
    }
    return "'" + text.replace("'", "''") + "'";
  }
}
