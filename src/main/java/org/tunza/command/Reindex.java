package org.tunza.command;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.tunza.command.terminal.ProgressLine;
import org.tunza.command.terminal.SlowProgress;
import org.tunza.command.terminal.Terminal;
import org.tunza.platform.Settings;
import org.tunza.platform.SettingsReader;
import org.tunza.platform.database.DatabaseFault;
import org.tunza.platform.postgres.Progress;
import org.tunza.store.reindex.Reindexing;
import org.tunza.store.reindex.Standing;

/** Makes all search rows anew from what entries say, or tells how far that is. */
public final class Reindex implements Command {

  private static final String STATUS = "--status";
  private static final long LOOK_MILLIS = 200;

  private final Reaching reaching;

  /** Reaches the store of the settings, whether or not a server runs on it, and says which. */
  @FunctionalInterface
  public interface Reaching {
    Rows reach(Settings settings, Progress progress, Consumer<String> how);
  }

  /** The search rows of a store. */
  public interface Rows extends AutoCloseable {
    Standing standing();

    /** Asks for all of them anew; says by which edition. */
    long ask();

    /** Begins to make them, unless another program does, until it is closed. */
    Reindexing walk();

    @Override
    void close();
  }

  public Reindex(Reaching reaching) {
    this.reaching = reaching;
  }

  @Override
  public String name() {
    return "reindex";
  }

  @Override
  public String summary() {
    return "make all search rows anew (--status only tells how far that is)";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) {
    SettingsReader.Read read = SettingsReader.read(arguments);
    Flags flags = Flags.of(read.rest(), Set.of(STATUS));
    if (!flags.unknown().isEmpty() || !flags.words().isEmpty()) {
      terminal.tell("tunza: reindex takes settings and --status; see docs/operate/reindex.md.");
      return Commands.UNKNOWN_COMMAND;
    }
    try (SlowProgress progress = new SlowProgress(terminal);
        Rows rows = reaching.reach(read.settings(), progress, terminal::say)) {
      if (!flags.has(STATUS)) {
        walk(rows, terminal);
      }
      terminal.say(status(rows.standing()));
      return 0;
    } catch (DatabaseFault fault) {
      terminal.tell(
          "tunza: the database failed (SQLSTATE %s); a server goes on, or run it again."
              .formatted(fault.state()));
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static void walk(Rows rows, Terminal terminal) throws InterruptedException {
    long edition = rows.ask();
    AtomicReference<Standing> standing = new AtomicReference<>(rows.standing());
    CountDownLatch never = new CountDownLatch(1);
    try (Reindexing _ = rows.walk();
        ProgressLine line =
            new ProgressLine(
                terminal,
                "Making search rows",
                "steps",
                () -> done(standing.get()),
                () -> steps(standing.get()))) {
      line.start();
      while (!standing.get().isDone(edition)) {
        var _ = never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        standing.set(rows.standing());
      }
      line.end();
      terminal.say(
          String.format(
              Locale.ROOT,
              "%,d entries in %.1f s: %,d of them or of their rows were not right.",
              standing.get().walk().entries(),
              line.seconds(),
              standing.get().walk().mended()));
    }
  }

  /** Each entry is a step for what may be missing, and one for what may be left over. */
  private static long steps(Standing standing) {
    return 2 * standing.walk().entries();
  }

  private static long done(Standing standing) {
    return (long) (steps(standing) * standing.walk().share());
  }

  private static String status(Standing standing) {
    if (standing.index().isWhole()) {
      return "All search rows are as their entries say (scheme %d)."
          .formatted(standing.index().scheme());
    }
    return "Search rows are made anew: %d %% (scheme %d)."
        .formatted(standing.percent(), standing.index().scheme());
  }
}
