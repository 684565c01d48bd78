package org.tunza.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.tunza.command.terminal.ProgressLine;
import org.tunza.command.terminal.SlowProgress;
import org.tunza.command.terminal.Terminal;
import org.tunza.platform.Settings;
import org.tunza.platform.SettingsReader;
import org.tunza.platform.database.DatabaseFault;
import org.tunza.platform.postgres.Progress;
import org.tunza.record.terminology.CodeSystem;
import org.tunza.record.terminology.CodeSystemContent;
import org.tunza.record.terminology.CodeSystems.Loaded;
import org.tunza.record.terminology.Hierarchy;
import org.tunza.resource.terminology.load.PublishedTerminology;
import org.tunza.resource.terminology.load.UnreadableTerminology;

/** Loads code systems as their publishers hand them out, and lists those that are there. */
public final class Terminologies implements Command {

  private static final String URL = "--url";
  private static final String VERSION = "--version";

  private final Reaching reaching;

  /** Reaches the store of the settings, whether or not a server runs on it, and says which. */
  @FunctionalInterface
  public interface Reaching {
    Shelf reach(Settings settings, Progress progress, Consumer<String> how);
  }

  /** Where code systems are kept. */
  public interface Shelf extends AutoCloseable {
    List<Loaded> all();

    /**
     * Puts a version in, in place of the one of that name.
     *
     * @param source name of the file
     * @param done counts the concepts as they are written
     */
    void load(CodeSystem codeSystem, Hierarchy hierarchy, String source, AtomicLong done);

    @Override
    void close();
  }

  public Terminologies(Reaching reaching) {
    this.reaching = reaching;
  }

  @Override
  public String name() {
    return "terminology";
  }

  @Override
  public String summary() {
    return "load code systems, or list them (load PATH… [--url URL] [--version V], list)";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) {
    SettingsReader.Read read = SettingsReader.read(arguments);
    Flags flags = Flags.of(read.rest(), Set.of(URL + "=", VERSION + "="));
    String verb = flags.words().isEmpty() ? "" : flags.words().getFirst();
    List<String> words = flags.words().stream().skip(1).toList();
    boolean understood =
        switch (verb) {
          case "load" -> !words.isEmpty();
          case "list" -> words.isEmpty() && flags.values().isEmpty();
          default -> false;
        };
    if (!understood || !flags.unknown().isEmpty()) {
      terminal.tell(
          "tunza: terminology load PATH… [--url URL] [--version V], or terminology list; see"
              + " docs/operate/terminology.md.");
      return Commands.UNKNOWN_COMMAND;
    }
    try (SlowProgress progress = new SlowProgress(terminal);
        Shelf shelf = reaching.reach(read.settings(), progress, terminal::say)) {
      return verb.equals("list")
          ? list(shelf, terminal)
          : load(shelf, words, flags, progress, terminal);
    } catch (DatabaseFault fault) {
      terminal.tell(
          "tunza: the database failed (SQLSTATE %s); what was not told to be loaded is not."
              .formatted(fault.state()));
      return 1;
    }
  }

  private static int list(Shelf shelf, Terminal terminal) {
    List<Loaded> all = shelf.all();
    for (Loaded one : all) {
      terminal.say(
          String.format(
              Locale.ROOT,
              "%s · %s · %,d concepts · loaded %s from %s",
              one.codeSystem().canonical(),
              one.codeSystem().name(),
              one.concepts(),
              one.at(),
              one.source()));
    }
    terminal.say("%d code systems are loaded.".formatted(all.size()));
    return 0;
  }

  private static int load(
      Shelf shelf, List<String> paths, Flags flags, Progress progress, Terminal terminal) {
    boolean all = true;
    for (String path : paths) {
      progress.doing("Reading " + path);
      try (PublishedTerminology published = PublishedTerminology.open(Path.of(path))) {
        List<CodeSystemContent> contents = published.read();
        if (contents.size() > 1 && !flags.values().isEmpty()) {
          terminal.tell(
              "tunza: %s has several code systems, which can't have one name.".formatted(path));
          all = false;
          continue;
        }
        for (CodeSystemContent content : contents) {
          all &= load(shelf, named(content, flags), path, terminal);
        }
      } catch (UnreadableTerminology e) {
        terminal.tell("tunza: %s: %s.".formatted(path, e.getMessage()));
        all = false;
      } catch (IOException e) {
        terminal.tell("tunza: %s can't be read (%s).".formatted(path, e));
        all = false;
      }
    }
    return all ? 0 : 1;
  }

  private static CodeSystemContent named(CodeSystemContent content, Flags flags) {
    CodeSystem own = content.codeSystem();
    return new CodeSystemContent(
        new CodeSystem(
            flags.value(URL).orElse(own.url()),
            flags.value(VERSION).orElse(own.version()),
            own.name(),
            own.valueSet(),
            own.extent()),
        content.concepts());
  }

  private static boolean load(
      Shelf shelf, CodeSystemContent content, String path, Terminal terminal) {
    String canonical = content.codeSystem().canonical();
    if (content.codeSystem().url().isEmpty()) {
      return refused(terminal, path, "its files do not say its url; name it with " + URL);
    }
    return switch (Hierarchy.of(content.concepts())) {
      case Hierarchy.Made.Twice(String code) ->
          refused(terminal, canonical, "the code %s stands twice".formatted(code));
      case Hierarchy.Made.Circle(String code) ->
          refused(terminal, canonical, "the code %s is below itself".formatted(code));
      case Hierarchy.Made.Sound(Hierarchy hierarchy) -> {
        AtomicLong done = new AtomicLong();
        int total = hierarchy.concepts().size();
        try (ProgressLine line =
            new ProgressLine(terminal, "Loading", "concepts", done::get, () -> total).start()) {
          String file = String.valueOf(Path.of(path).getFileName());
          shelf.load(content.codeSystem(), hierarchy, file, done);
          line.end();
          terminal.say(
              String.format(
                  Locale.ROOT,
                  "%s is loaded: %,d concepts in %.1f s.",
                  canonical,
                  total,
                  line.seconds()));
        }
        yield true;
      }
    };
  }

  private static boolean refused(Terminal terminal, String canonical, String why) {
    terminal.tell("tunza: %s is not loaded: %s.".formatted(canonical, why));
    return false;
  }
}
