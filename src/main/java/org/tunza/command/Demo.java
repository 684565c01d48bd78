package org.tunza.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tunza.command.load.Keeping;
import org.tunza.command.terminal.ProgressLine;
import org.tunza.command.terminal.Terminal;
import org.tunza.platform.DataFolder;
import org.tunza.platform.Settings;
import org.tunza.platform.StartRefusal;

/**
 * Fills an empty store with synthetic patients, made by Synthea in a process of its own and taken
 * in as any files are. https://github.com/synthetichealth/synthea
 *
 * @param classPath a file that holds Synthea's class path, as the tunza command writes it
 */
record Demo(int patients, Path classPath) {

  private static final int PATIENTS = 50;
  private static final int PATIENTS_MAX = 100_000;
  private static final String SEED = "20260101";

  /** The demo that the flags ask for. */
  static Optional<Demo> of(Flags flags) {
    return flags
        .value("--demo")
        .map(text -> new Demo(number(text), Path.of(flags.value("--synthea").orElse(""))));
  }

  private static int number(String text) {
    if (text.isEmpty()) {
      return PATIENTS;
    }
    int number = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    if (number < 1 || number > PATIENTS_MAX) {
      throw new StartRefusal(
          StartRefusal.Reason.WRONG_SETTING,
          "--demo takes a number of patients from 1 to %d.".formatted(PATIENTS_MAX));
    }
    return number;
  }

  /** Fills the store of a server; says how it went, and leaves the server running either way. */
  void fill(URI server, Settings settings, Terminal terminal) {
    URI fhir = URI.create(server + "/fhir");
    try {
      if (!isEmpty(fhir)) {
        terminal.say("The store holds records already, so no demo patients are made.");
        return;
      }
      if (!Files.isReadable(classPath)) {
        terminal.tell("tunza: Synthea is missing; use ./tunza run --demo, which fetches it.");
        return;
      }
      Path made = Files.createTempDirectory(settings.of(Settings.DATA), "demo-");
      try {
        if (make(made, terminal)) {
          Import.load(fhir, Keeping.CONTENT, List.of(made.resolve("fhir")), settings, terminal);
        }
      } finally {
        remove(made);
      }
    } catch (IOException e) {
      throw DataFolder.refusal(settings.of(Settings.DATA), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isEmpty(URI fhir) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(fhir + "/_history?_count=1")).build();
      return !client.send(request, BodyHandlers.ofString()).body().contains("\"entry\"");
    }
  }

  private boolean make(Path folder, Terminal terminal) throws IOException, InterruptedException {
    Process synthea =
        new ProcessBuilder(command(folder))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("synthea.log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(synthea::destroy, "stop-synthea"));
    try (ProgressLine line =
        new ProgressLine(
            terminal,
            "Making synthetic patients",
            "patients",
            () -> files(folder.resolve("fhir")),
            () -> patients)) {
      line.start();
      int code = synthea.waitFor();
      line.end();
      terminal.say(
          code == 0
              ? "Synthea made %d synthetic patients.".formatted(files(folder.resolve("fhir")) - 2)
              : "Synthea failed with exit code %d; there are no demo patients.".formatted(code));
      return code == 0;
    } finally {
      synthea.destroy();
    }
  }

  private List<String> command(Path folder) throws IOException {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx1g",
        "-cp",
        Files.readString(classPath).strip(),
        "App",
        "-s",
        SEED,
        "-cs",
        SEED,
        "-r",
        SEED,
        "-e",
        SEED,
        "-p",
        String.valueOf(patients),
        "--exporter.years_of_history=10",
        "--exporter.hospital.fhir.export=true",
        "--exporter.practitioner.fhir.export=true",
        "--exporter.baseDirectory=" + folder);
  }

  private static long files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    } catch (IOException e) {
      return 0;
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
