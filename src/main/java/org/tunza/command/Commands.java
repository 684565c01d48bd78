package org.tunza.command;

import java.util.List;
import java.util.Optional;
import org.tunza.command.terminal.Terminal;
import org.tunza.platform.StartRefusal;

/** The table of subcommands. */
public record Commands(List<Command> all) {

  /**
   * Exit code of a subcommand that is not in the table. Explained in docs/operate/exit-codes.md.
   */
  public static final int UNKNOWN_COMMAND = 2;

  public Commands {
    all = List.copyOf(all);
  }

  /** Runs the subcommand that the first argument names; without one, shows the help. */
  public int run(List<String> arguments, Terminal terminal) {
    String name = arguments.isEmpty() ? "help" : arguments.getFirst();
    if (name.equals("help") || name.equals("--help")) {
      help(terminal);
      return 0;
    }
    Optional<Command> command = all.stream().filter(one -> one.name().equals(name)).findFirst();
    if (command.isEmpty()) {
      terminal.tell("tunza: there is no subcommand of this name.");
      help(terminal);
      return UNKNOWN_COMMAND;
    }
    try {
      return command.get().run(arguments.subList(1, arguments.size()), terminal);
    } catch (StartRefusal refusal) {
      terminal.tell("tunza: " + refusal.line());
      return refusal.exitCode();
    }
  }

  private void help(Terminal terminal) {
    terminal.say("Usage: tunza COMMAND [OPTION…]");
    all.forEach(one -> terminal.say("  %-18s%s".formatted(one.name(), one.summary())));
  }
}
