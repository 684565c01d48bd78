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
import org.tunza.command.terminal.Terminal;
import org.tunza.platform.DataFolder;
import org.tunza.platform.Settings;
import org.tunza.platform.StartRefusal;

/** Fills an empty store with synthetic patients, taken in as any files are. */
record Demo(int patients, Synthea synthea) {

  private static final int PATIENTS = 50;
  private static final int PATIENTS_MAX = 100_000;
  private static final String SEED = "20260101";

  /** The demo that the flags ask for. */
  static Optional<Demo> of(Flags flags) {
    return flags
        .value("--demo")
        .map(text ->
            new Demo(
                number(text), new Synthea(Path.of(flags.value("--synthea").orElse("")), SEED)));
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

  /** Fills the store of a server, unless it holds records; says whether all went well. */
  boolean fill(URI server, Settings settings, Terminal terminal) throws InterruptedException {
    URI fhir = URI.create(server + "/fhir");
    try {
      if (!isEmpty(fhir)) {
        terminal.say("The store holds records already, so no demo patients are made.");
        return true;
      }
      boolean isFilled = synthea.isThere() && made(fhir, settings, terminal);
      if (!isFilled) {
        terminal.tell(
            synthea.isThere()
                ? "tunza: the demo failed; try it again with an empty --data folder, or start without"
                    + " --demo."
                : "tunza: there is no demo without Synthea, which ./tunza run --demo fetches from"
                    + " Maven's repository; try again when that answers, or start without --demo.");
      }
      return isFilled;
    } catch (IOException e) {
      throw DataFolder.refusal(settings.of(Settings.DATA), e);
    }
  }

  private boolean made(URI fhir, Settings settings, Terminal terminal)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(settings.of(Settings.DATA), "demo-");
    try {
      return synthea.make(patients, folder, terminal)
          && Import.load(
                  fhir, Keeping.CONTENT, List.of(Synthea.bundles(folder)), settings, terminal)
              == 0;
    } finally {
      remove(folder);
    }
  }

  private static boolean isEmpty(URI fhir) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(fhir + "/_history?_count=1")).build();
      return !client.send(request, BodyHandlers.ofString()).body().contains("\"entry\"");
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
