package org.tunza.command;

import java.util.List;
import org.tunza.command.terminal.Terminal;
import org.tunza.platform.Settings;
import org.tunza.platform.SettingsReader;
import org.tunza.platform.database.ExternalDatabase;
import org.tunza.platform.database.Login;

/** Makes roles, logins and database in an external PostgreSQL, with an administrator's login. */
public final class DatabasePrepare implements Command {

  @Override
  public String name() {
    return "database";
  }

  @Override
  public String summary() {
    return "make roles and database in an external PostgreSQL (prepare)";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) {
    SettingsReader.Read read = SettingsReader.read(arguments);
    if (!read.rest().equals(List.of("prepare"))) {
      terminal.tell("tunza: database prepare; see docs/operate/external-database.md.");
      return Commands.UNKNOWN_COMMAND;
    }
    Settings settings = read.settings();
    Login admin =
        new Login(settings.of(Settings.DB_ADMIN_USER), settings.of(Settings.DB_ADMIN_PASSWORD));
    new ExternalDatabase(settings.of(Settings.DB_URL), settings.logins())
        .prepare(admin)
        .forEach(terminal::say);
    return 0;
  }
}
