package org.tunza.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.tunza.command.terminal.SlowProgress;
import org.tunza.command.terminal.Terminal;
import org.tunza.resource.definition.GenerateDefinitions;
import org.tunza.resource.home.GenerateCompartments;
import org.tunza.resource.search.GenerateSearchParameters;

/** Makes the committed tables anew from the definitions that HL7 publishes with FHIR R4. */
public final class Generate implements Command {

  private static final String TABLES = "org/tunza/resource";

  @Override
  public String name() {
    return "generate";
  }

  @Override
  public String summary() {
    return "make the tables that come from the FHIR definitions (RESOURCES)";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) {
    if (arguments.size() != 1) {
      terminal.tell("tunza: generate takes the folder of the program's resources.");
      return Commands.UNKNOWN_COMMAND;
    }
    Path tables = Path.of(arguments.getFirst()).resolve(TABLES);
    try (SlowProgress progress = new SlowProgress(terminal)) {
      progress.doing("Making the tables");
      GenerateDefinitions.to(tables.resolve("definition"));
      GenerateSearchParameters.to(tables.resolve("search"));
      GenerateCompartments.to(tables.resolve("home"));
      terminal.say("The tables in %s are made.".formatted(tables));
      return 0;
    } catch (IOException e) {
      terminal.tell("tunza: the tables could not be written: " + e.getMessage());
      return 1;
    }
  }
}
