package org.tunza.command;

import java.util.List;
import org.tunza.command.terminal.Terminal;

/** One subcommand of tunza. */
public interface Command {

  /** As it is typed. */
  String name();

  /** One line for the help. */
  String summary();

  /** Does it; the exit code is 0 only when all of it worked. */
  int run(List<String> arguments, Terminal terminal);
}
