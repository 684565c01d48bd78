package org.tunza.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.tunza.command.export.Exporting;
import org.tunza.command.terminal.ProgressLine;
import org.tunza.command.terminal.Terminal;
import org.tunza.platform.Clock;
import org.tunza.platform.SettingsReader;

/** Writes everything as NDJSON, one file of each type. */
public final class Export implements Command {

  private final Server.Starting starting;

  public Export(Server.Starting starting) {
    this.starting = starting;
  }

  @Override
  public String name() {
    return "export";
  }

  @Override
  public String summary() {
    return "write everything as NDJSON (DIR, --history, --server URL)";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) {
    Flags flags = Flags.of(SettingsReader.read(arguments).rest(), Set.of("--server=", "--history"));
    if (flags.words().size() != 1 || !flags.unknown().isEmpty()) {
      terminal.tell("tunza: export DIR [--history] [--server URL]; DIR is made or empty.");
      return Commands.UNKNOWN_COMMAND;
    }
    Path folder = Path.of(flags.words().getFirst());
    try {
      if (!isEmpty(folder)) {
        terminal.tell("tunza: %s is not empty; name a new folder.".formatted(folder));
        return 1;
      }
      try (Reach reach =
          flags
              .value("--server")
              .map(address -> Reach.named(URI.create(address)))
              .orElseGet(() -> Reach.find(starting, arguments, terminal))) {
        return export(reach.fhir(), folder, flags.has("--history"), terminal);
      }
    } catch (IOException e) {
      terminal.tell("tunza: the export was broken off: " + e.getMessage() + ".");
      return 1;
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      Files.createDirectories(folder);
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.findAny().isEmpty();
    }
  }

  private static int export(URI fhir, Path folder, boolean history, Terminal terminal)
      throws IOException {
    Exporting exporting = new Exporting(fhir, folder, Clock.system().instant());
    try (ProgressLine line =
        new ProgressLine(terminal, "Exporting", "lines", exporting::lines, () -> 0).start()) {
      exporting.current();
      long current = exporting.lines();
      if (history) {
        exporting.history();
      }
      line.end();
      terminal.say(
          String.format(
              Locale.ROOT,
              "%,d resources%s in %,d files in %s; %.1f s.",
              current,
              history ? ", %,d versions".formatted(exporting.lines() - current) : "",
              exporting.files(),
              folder,
              line.seconds()));
      return 0;
    }
  }
}
