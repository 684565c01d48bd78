package org.tunza.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tunza.command.terminal.Terminal;

/**
 * What is to be measured: {@code [FOLDER] [MEGABYTES [ROUNDS [OPERATION]]] [--patients=N]}. Without
 * a folder of Synthea bundles, a population of so many patients is made.
 *
 * @param only the one operation to measure; all if empty
 */
record Wanted(Path folder, long megabytes, int rounds, String only) {

  private static final String PATIENTS = "--patients=";
  private static final String SYNTHEA = "--synthea=";

  static Wanted of(String[] arguments, Terminal terminal) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(arguments));
    String patients = taken(words, PATIENTS, "50");
    String synthea = taken(words, SYNTHEA, "target/synthea.classpath");
    Path folder =
        words.isEmpty() || words.getFirst().matches("\\d+")
            ? new Population(Integer.parseInt(patients), Path.of(synthea)).bundles(terminal)
            : Path.of(words.removeFirst());
    return new Wanted(
        folder,
        words.isEmpty() ? 150 : Long.parseLong(words.get(0)),
        words.size() < 2 ? 5 : Integer.parseInt(words.get(1)),
        words.size() < 3 ? "" : words.get(2));
  }

  private static String taken(List<String> words, String flag, String usual) {
    String found =
        words.stream()
            .filter(word -> word.startsWith(flag))
            .findFirst()
            .map(word -> word.substring(flag.length()))
            .orElse(usual);
    words.removeIf(word -> word.startsWith(flag));
    return found;
  }
}
