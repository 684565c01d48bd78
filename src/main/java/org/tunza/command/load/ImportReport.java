package org.tunza.command.load;

import java.util.List;
import java.util.Locale;
import org.tunza.command.terminal.Terminal;

/** What is said at the end of an import. */
public record ImportReport(Terminal terminal, Tally tally) {

  private static final int LINES_MAX = 1000;

  public int ended(double seconds) {
    List<Refused> refused = tally.refused();
    refused.stream().map(Refused::line).sorted().limit(LINES_MAX).forEach(terminal::tell);
    if (refused.size() > LINES_MAX) {
      terminal.tell("… and %,d more.".formatted(refused.size() - LINES_MAX));
    }
    terminal.say(counts(seconds));
    return refused.isEmpty() && tally.files() > 0 ? 0 : 1;
  }

  public int brokenOff(String why, double seconds) {
    ended(seconds);
    terminal.tell("tunza: the import was broken off. " + why + " Run it again to go on.");
    return 1;
  }

  private String counts(double seconds) {
    long refused = tally.settled() - tally.done() - tally.doneBefore();
    return String.format(
            Locale.ROOT,
            "%,d files with %,d entries: %,d taken in, %,d done before, %,d refused; %.1f s, %,.0f"
                + " entries a second.",
            tally.files(),
            tally.total(),
            tally.done(),
            tally.doneBefore(),
            refused,
            seconds,
            tally.done() / Math.max(seconds, 0.001))
        + (tally.filesPassedOver() == 0
            ? ""
            : " %,d files were passed over.".formatted(tally.filesPassedOver()));
  }
}
