package org.tunza.command;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.tunza.command.terminal.SlowProgress;
import org.tunza.command.terminal.Terminal;
import org.tunza.platform.Settings;
import org.tunza.platform.SettingsReader;
import org.tunza.platform.database.DatabaseFault;
import org.tunza.platform.postgres.Progress;

/** Gives the facility a new master key, wraps all others anew, and erases the old one. */
public final class Keys implements Command {

  private final Rotating rotating;

  /** Rotates the master key of the store of the settings, whether or not a server runs on it. */
  @FunctionalInterface
  public interface Rotating {
    /**
     * Rotates.
     *
     * @param how told which way the store is reached
     */
    Rotated rotate(Settings settings, Progress progress, Consumer<String> how);
  }

  /** The new master version and its file. */
  public record Rotated(int version, Path file) {}

  public Keys(Rotating rotating) {
    this.rotating = rotating;
  }

  @Override
  public String name() {
    return "keys";
  }

  @Override
  public String summary() {
    return "replace the master key, wrap all keys anew, erase the old one (rotate)";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) {
    SettingsReader.Read read = SettingsReader.read(arguments);
    if (!read.rest().equals(List.of("rotate"))) {
      terminal.tell("tunza: keys rotate; see docs/operate/keys.md.");
      return Commands.UNKNOWN_COMMAND;
    }
    try (SlowProgress progress = new SlowProgress(terminal)) {
      Rotated rotated = rotating.rotate(read.settings(), progress, terminal::say);
      terminal.say(
          "The master key has version %d now, in %s; the old one is erased."
              .formatted(rotated.version(), rotated.file().toAbsolutePath().normalize()));
      terminal.say("Keep a copy of the new file apart, and destroy every copy of the old one.");
      return 0;
    } catch (DatabaseFault fault) {
      terminal.tell(
          "tunza: the database failed (SQLSTATE %s); nothing is lost, run it again."
              .formatted(fault.state()));
      return 1;
    }
  }
}
