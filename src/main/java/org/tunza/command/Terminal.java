package org.tunza.command;

import java.io.PrintStream;

/** Where a subcommand writes: what was asked for, and what is said about it. */
public record Terminal(PrintStream out, PrintStream err) {

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
