package org.tunza.command;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tunza.command.terminal.SlowProgress;
import org.tunza.command.terminal.Terminal;
import org.tunza.platform.Settings;
import org.tunza.platform.SettingsReader;
import org.tunza.platform.StartRefusal;
import org.tunza.platform.StartRefusal.Reason;

/**
 * The server that a subcommand works with: one that was named, or the one that holds the data
 * folder, or one of its own for as long as it takes.
 */
final class Reach implements AutoCloseable {

  private final URI address;
  private final @Nullable Server own;

  private Reach(URI address, @Nullable Server own) {
    this.address = address;
    this.own = own;
  }

  /** The one at an address. */
  static Reach named(URI address) {
    return new Reach(address, null);
  }

  /** The one that holds the data folder of the settings, or a new one; says which. */
  static Reach find(Server.Starting starting, List<String> arguments, Terminal terminal) {
    try (SlowProgress progress = new SlowProgress(terminal)) {
      try {
        return own(starting.start(settings(arguments), progress), terminal);
      } catch (StartRefusal refusal) {
        if (refusal.reason() == Reason.PORT_TAKEN) {
          List<String> anyPort = new ArrayList<>(arguments);
          anyPort.add("--port=0");
          return own(starting.start(settings(anyPort), progress), terminal);
        }
        throw refusal;
      }
    } catch (StartRefusal refusal) {
      if (refusal.reason() != Reason.FOLDER_IN_USE) {
        throw refusal;
      }
      URI address =
          AddressFile.in(settings(arguments).of(Settings.DATA)).orElseThrow(() -> refusal);
      terminal.say("Working with the server at %s.".formatted(address));
      return new Reach(address, null);
    }
  }

  private static Reach own(Server server, Terminal terminal) {
    terminal.say("No server runs on this data folder; it is opened for now.");
    return new Reach(server.address(), server);
  }

  private static Settings settings(List<String> arguments) {
    return SettingsReader.read(arguments).settings();
  }

  /** Where FHIR is spoken. */
  URI fhir() {
    return URI.create(address + "/fhir");
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }
}
