package org.tunza.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tunza.command.Synthea;
import org.tunza.command.terminal.Terminal;

/** Synthetic patients of a seed that no dictionary was made from; made once, and kept. */
record Population(int patients, Path synthea) {

  private static final String SEED = "704";

  /** The folder of their bundles. */
  Path bundles(Terminal terminal) throws IOException, InterruptedException {
    Path kept = Path.of("target", "bench-population-%s-%d".formatted(SEED, patients));
    if (!Files.exists(kept)) {
      Path draft = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "made-");
      if (!new Synthea(synthea, SEED).make(patients, draft.toAbsolutePath(), terminal)) {
        throw new IllegalStateException("no population was made; see " + draft);
      }
      Files.move(draft, kept);
    }
    return Synthea.bundles(kept);
  }
}
