package org.tunza.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.tunza.command.load.ImportReport;
import org.tunza.command.load.Keeping;
import org.tunza.command.load.Loading;
import org.tunza.command.load.Tally;
import org.tunza.command.terminal.ProgressLine;
import org.tunza.command.terminal.Terminal;
import org.tunza.platform.Settings;
import org.tunza.platform.SettingsReader;

/** Takes in bundles, NDJSON, single resources, folders and archives of them. */
public final class Import implements Command {

  private final Server.Starting starting;

  public Import(Server.Starting starting) {
    this.starting = starting;
  }

  @Override
  public String name() {
    return "import";
  }

  @Override
  public String summary() {
    return "take in FHIR bundles, NDJSON, folders and archives (PATH…, --as-exported, --server URL)";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) {
    SettingsReader.Read read = SettingsReader.read(arguments);
    Flags flags = Flags.of(read.rest(), Set.of("--server=", "--as-exported"));
    if (flags.words().isEmpty() || !flags.unknown().isEmpty()) {
      terminal.tell(
          "tunza: import PATH… [--as-exported] [--server URL]; see docs/operate/import-and-export.md.");
      return Commands.UNKNOWN_COMMAND;
    }
    List<Path> paths = flags.words().stream().map(Path::of).toList();
    try (Reach reach =
        flags
            .value("--server")
            .map(address -> Reach.named(URI.create(address)))
            .orElseGet(() -> Reach.find(starting, arguments, terminal))) {
      Keeping keeping = flags.has("--as-exported") ? Keeping.AS_EXPORTED : Keeping.CONTENT;
      return load(reach.fhir(), keeping, paths, read.settings(), terminal);
    }
  }

  /** Loads the files into a server; the exit code says whether all went in. */
  static int load(
      URI fhir, Keeping keeping, List<Path> paths, Settings settings, Terminal terminal) {
    Tally tally = new Tally();
    try (Loading loading = new Loading(fhir, keeping, settings.spillFolder(), tally)) {
      try (ProgressLine looking =
          new ProgressLine(terminal, "Looking through files", "entries", tally::total, () -> 0)) {
        looking.start();
        loading.survey(paths);
      }
      try (ProgressLine ordering =
          new ProgressLine(
              terminal, "Bringing into order", "resources", tally::orderedSoFar, () -> 0)) {
        ordering.start();
        loading.order();
      }
      try (ProgressLine line =
          new ProgressLine(terminal, "Loading", "entries", tally::settled, tally::total)) {
        line.start();
        return told(loading, line, new ImportReport(terminal, tally));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int told(Loading loading, ProgressLine line, ImportReport report) {
    try {
      loading.load();
      line.end();
      return report.ended(line.seconds());
    } catch (Loading.BrokenOff e) {
      line.end();
      return report.brokenOff(String.valueOf(e.getMessage()), line.seconds());
    }
  }
}
