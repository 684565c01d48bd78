package org.tunza.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.tunza.command.terminal.ProgressLine;
import org.tunza.command.terminal.Terminal;

/**
 * Makes synthetic patients in a process of its own, since Synthea's libraries are no match for
 * those of the program. https://github.com/synthetichealth/synthea
 *
 * @param classPath a file that holds Synthea's class path, as the tunza command writes it
 * @param seed what the patients are made from; the same seed makes the same
 */
public record Synthea(Path classPath, String seed) {

  /** The day on which the patients are as they are made. */
  private static final String TODAY = "20260101";

  private static final String BUNDLES = "fhir";
  private static final String LOG = "synthea.log";

  /** Whether it was fetched. */
  public boolean isThere() {
    return Files.isRegularFile(classPath);
  }

  /** Where the bundles lie that were made in a folder. */
  public static Path bundles(Path folder) {
    return folder.resolve(BUNDLES);
  }

  /** Makes so many living patients, and those who died meanwhile; says whether it could. */
  public boolean make(int patients, Path folder, Terminal terminal)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(patients, folder))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(LOG).toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-synthea"));
    try (ProgressLine line =
        new ProgressLine(
            terminal,
            "Making synthetic patients",
            "patients",
            () -> patients(folder),
            () -> patients)) {
      line.start();
      int code = process.waitFor();
      line.end();
      if (code != 0) {
        terminal.tell("tunza: Synthea failed with exit code %d: %s".formatted(code, end(folder)));
        return false;
      }
      terminal.say("Synthea made %d synthetic patients.".formatted(patients(folder)));
      return true;
    } finally {
      process.destroy();
    }
  }

  private List<String> command(int patients, Path folder) throws IOException {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx1g",
        "-cp",
        Files.readString(classPath).strip(),
        "App",
        "-s",
        seed,
        "-cs",
        seed,
        "-r",
        TODAY,
        "-e",
        TODAY,
        "-p",
        String.valueOf(patients),
        "--exporter.years_of_history=10",
        "--exporter.hospital.fhir.export=true",
        "--exporter.practitioner.fhir.export=true",
        "--exporter.baseDirectory=" + folder);
  }

  /** Each patient is a file; hospitals and practitioners have one each too. */
  private static long patients(Path folder) {
    try (Stream<Path> files = Files.list(bundles(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.matches("(hospital|practitioner)Information\\d+\\.json"))
          .count();
    } catch (IOException e) {
      return 0;
    }
  }

  private static String end(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve(LOG)).stream()
        .filter(line -> !line.isBlank())
        .reduce("it said nothing.", (_, line) -> line);
  }
}
