package org.tunza.platform.postgres;

import java.io.IOException;
import java.nio.file.Path;
import org.tunza.platform.DataFolder;
import org.tunza.platform.Randomness;
import org.tunza.platform.StartRefusal;

/**
 * A program that only runs the launcher, for tests to kill: prints its server's process id when
 * that is ready, and ends when its input does.
 */
final class LauncherProgram {
  private LauncherProgram() {}

  static void main(String[] arguments) throws IOException {
    try (DataFolder folder = DataFolder.claim(Path.of(arguments[0]));
        EmbeddedPostgres postgres =
            EmbeddedPostgres.start(
                folder,
                PostgresBinaries.unpackedIn(Path.of(arguments[1])),
                PostgresSettings.durable(32),
                Randomness.secure(),
                Progress.silent())) {
      System.out.println(postgres.pid());
      while (System.in.read() >= 0) {
        Thread.onSpinWait();
      }
    } catch (StartRefusal refusal) {
      System.out.println(refusal.line());
      System.exit(refusal.exitCode());
    }
  }
}
