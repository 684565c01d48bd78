package org.tunza;

import java.util.List;
import org.tunza.command.Commands;
import org.tunza.command.DatabasePrepare;
import org.tunza.command.Export;
import org.tunza.command.Generate;
import org.tunza.command.Import;
import org.tunza.command.Keys;
import org.tunza.command.Reindex;
import org.tunza.command.Run;
import org.tunza.command.Terminologies;
import org.tunza.command.TrainDictionary;
import org.tunza.command.Verify;
import org.tunza.command.terminal.Terminal;

/** The program: a table of subcommands, each with the parts that it needs. */
public final class Tunza {

  private Tunza() {}

  /** Runs the subcommand that the arguments name. */
  public static void main(String[] arguments) {
    Commands commands =
        new Commands(
            List.of(
                new Run(TunzaServer::start),
                new Import(TunzaServer::start),
                new Export(TunzaServer::start),
                new Verify(StoreVerification::run),
                new Reindex(RowsOfStore::reach),
                new Keys(KeyRotation::run),
                new Terminologies(TerminologyShelf::reach),
                new DatabasePrepare(),
                new Generate(),
                new TrainDictionary()));
    int code = commands.run(List.of(arguments), new Terminal(System.in, System.out, System.err));
    System.exit(code);
  }
}
