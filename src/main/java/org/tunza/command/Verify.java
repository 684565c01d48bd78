package org.tunza.command;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.tunza.command.terminal.ProgressLine;
import org.tunza.command.terminal.SlowProgress;
import org.tunza.command.terminal.Terminal;
import org.tunza.platform.Settings;
import org.tunza.platform.SettingsReader;
import org.tunza.platform.postgres.Progress;
import org.tunza.record.EntryKey;
import org.tunza.store.verify.Finding;
import org.tunza.store.verify.KeptCheckpoint;
import org.tunza.store.verify.Verification;

/** Recomputes the ledger, holds the records against it, and tells what is missing or altered. */
public final class Verify implements Command {

  private static final String CHECKPOINT = "--checkpoint";
  private static final int LINES_MAX = 10_000;

  private final Verifying verifying;

  /** Verifies the store of the settings, whether or not a server runs on it. */
  @FunctionalInterface
  public interface Verifying {
    /** Says first which way the store is reached. */
    void verify(Settings settings, List<KeptCheckpoint> kept, Progress progress, Heard heard);
  }

  /** What a verification tells, besides what it finds. */
  public interface Heard extends Verification {
    void reached(String how);
  }

  public Verify(Verifying verifying) {
    this.verifying = verifying;
  }

  @Override
  public String name() {
    return "verify";
  }

  @Override
  public String summary() {
    return "recompute the ledger and hold the records against it (--checkpoint FILE…)";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) {
    SettingsReader.Read read = SettingsReader.read(arguments);
    Flags flags = Flags.of(read.rest(), Set.of(CHECKPOINT));
    if (!flags.unknown().isEmpty() || flags.has(CHECKPOINT) == flags.words().isEmpty()) {
      terminal.tell("tunza: verify [--checkpoint FILE…]; - stands for what is piped.");
      return Commands.UNKNOWN_COMMAND;
    }
    List<KeptCheckpoint> kept = CheckpointFiles.read(flags.words(), terminal.in());
    Telling telling = new Telling(terminal, kept.size());
    try (SlowProgress starting = new SlowProgress(terminal);
        ProgressLine line =
            new ProgressLine(
                terminal, "Verifying", "records", telling.done::get, telling.total::get)) {
      line.start();
      verifying.verify(read.settings(), kept, starting, telling);
      line.end();
      return telling.ended(line.seconds());
    }
  }

  private static final class Telling implements Heard {
    private final Terminal terminal;
    private final int kept;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.TREE);
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong earlier = new AtomicLong();
    private final AtomicLong findings = new AtomicLong();
    private final AtomicLong destroyed = new AtomicLong();
    private final AtomicLong unclaimed = new AtomicLong();

    Telling(Terminal terminal, int kept) {
      this.terminal = terminal;
      this.kept = kept;
    }

    @Override
    public void reached(String how) {
      terminal.say(how);
    }

    @Override
    public void found(Finding finding) {
      if (findings.incrementAndGet() <= LINES_MAX) {
        terminal.say(line(finding));
      }
    }

    @Override
    public void destroyed(EntryKey entry, int version) {
      if (destroyed.incrementAndGet() <= LINES_MAX) {
        terminal.say(
            "DESTROYED entry %d of chart %d version %d: the ledger says so"
                .formatted(entry.entry(), entry.chart(), version));
      }
    }

    @Override
    public void unclaimed(int blobs) {
      unclaimed.set(blobs);
    }

    @Override
    public void at(Stage now, long stageDone, long stageTotal) {
      if (stage.getAndSet(now) != now) {
        earlier.addAndGet(done.get());
      }
      done.set(stageDone);
      total.set(stageTotal);
    }

    int ended(double seconds) {
      long checked = earlier.get() + done.get();
      long found = findings.get();
      if (found > LINES_MAX) {
        terminal.say(String.format(Locale.ROOT, "… and %,d more.", found - LINES_MAX));
      }
      String went =
          found == 0
              ? "Verified: nothing is missing or altered."
              : String.format(Locale.ROOT, "Not as the ledger says: %,d findings.", found);
      if (destroyed.get() > 0) {
        went += String.format(Locale.ROOT, " %,d versions were destroyed.", destroyed.get());
      }
      if (unclaimed.get() > 0) {
        went += String.format(Locale.ROOT, " %,d blobs belong to nothing.", unclaimed.get());
      }
      if (found == 0 && kept > 0) {
        went += " The ledger goes on from each checkpoint that was kept (%d).".formatted(kept);
      }
      terminal.say(went + String.format(Locale.ROOT, " %,d checks in %.1f s.", checked, seconds));
      return found == 0 ? 0 : 1;
    }

    private static String line(Finding finding) {
      StringBuilder line = new StringBuilder(finding.kind().name());
      if (finding.seq() != Finding.NOWHERE) {
        line.append(" seq ").append(finding.seq());
      }
      if (!finding.entry().equals(Finding.NO_ENTRY)) {
        line.append(" entry ").append(finding.entry().entry());
        line.append(" of chart ").append(finding.entry().chart());
      }
      if (finding.version() > 0) {
        line.append(" version ").append(finding.version());
      }
      return line.append(": ").append(finding.text()).toString();
    }
  }
}
