package org.tunza.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tunza.command.terminal.Terminal;
import org.tunza.store.key.DictionaryTraining;

/** Makes the next compression dictionary from NDJSON of synthetic resources. */
public final class TrainDictionary implements Command {

  @Override
  public String name() {
    return "dictionary";
  }

  @Override
  public String summary() {
    return "make a compression dictionary: NDJSON of synthetic resources, file to write";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) {
    if (arguments.size() != 2) {
      terminal.tell("tunza: dictionary takes a file of NDJSON and the file to write.");
      return 1;
    }
    try {
      byte[] dictionary = DictionaryTraining.of(Path.of(arguments.get(0)));
      Files.write(Path.of(arguments.get(1)), dictionary);
      terminal.say("Wrote a dictionary of %d bytes.".formatted(dictionary.length));
      return 0;
    } catch (IOException e) {
      terminal.tell("tunza: %s can't be read or written.".formatted(e.getMessage()));
      return 1;
    }
  }
}
