package org.tunza.command.terminal;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Optional;

/**
 * What a subcommand reads and writes.
 *
 * @param in what was piped into it
 * @param out what was asked for
 * @param err what is said about it
 */
public record Terminal(InputStream in, PrintStream out, PrintStream err) {

  /** Whether somebody looks on, so that a line may be written again. */
  public boolean isLive() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  /** A line of what was asked for. */
  public void say(String line) {
    out.println(line);
    out.flush();
  }

  /** A line about what goes wrong or takes time. */
  public void tell(String line) {
    err.println(line);
    err.flush();
  }
}
