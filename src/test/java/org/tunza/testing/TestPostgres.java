package org.tunza.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.tunza.platform.DataFolder;
import org.tunza.platform.Randomness;
import org.tunza.platform.StartRefusal;
import org.tunza.platform.database.Database;
import org.tunza.platform.database.Migrations;
import org.tunza.platform.postgres.EmbeddedPostgres;
import org.tunza.platform.postgres.PostgresBinaries;
import org.tunza.platform.postgres.PostgresSettings;
import org.tunza.platform.postgres.Progress;

/**
 * The one PostgreSQL of a test run, with the database "tunza" migrated as a template. It alone runs
 * without fsync. TUNZA_TEST_POSTGRES=15 takes Debian's PostgreSQL 15 instead of the bundled one.
 */
final class TestPostgres {
  private static final Path HOME = Path.of("target", "test-postgres").toAbsolutePath();
  private static final int SHARED_BUFFERS_MEGABYTES = 128;

  private TestPostgres() {}

  /** Started when it is first asked for, stopped when the run ends. */
  static EmbeddedPostgres shared() {
    return Holder.POSTGRES;
  }

  private static final class Holder {
    static final EmbeddedPostgres POSTGRES = start();
  }

  private static EmbeddedPostgres start() {
    try {
      Files.createDirectories(HOME);
      removeDeadRuns();
      PostgresBinaries binaries = binaries();
      Path run = Files.createTempDirectory(HOME, "run-");
      DataFolder folder = DataFolder.claim(run);
      EmbeddedPostgres postgres =
          EmbeddedPostgres.start(
              folder, binaries, settings(), Randomness.secure(), Progress.silent());
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(() -> {
                postgres.close();
                folder.close();
                deleteTree(run);
              }));
      try (Database database =
          Database.open(postgres.url(), postgres.logins(), Randomness.secure())) {
        Migrations.migrate(database.owner());
      }
      return postgres;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PostgresSettings settings() {
    return PostgresSettings.durable(SHARED_BUFFERS_MEGABYTES)
        .with("max_connections", "200")
        .with("fsync", "off")
        .with("synchronous_commit", "off")
        .with("full_page_writes", "off");
  }

  private static PostgresBinaries binaries() {
    String major = System.getenv("TUNZA_TEST_POSTGRES");
    return major == null
        ? PostgresBinaries.unpackedIn(HOME)
        : PostgresBinaries.installed(
            Path.of("/usr/lib/postgresql", major, "bin"), Integer.parseInt(major));
  }

  /** Folders of runs that were killed: whoever can claim one may delete it. */
  private static void removeDeadRuns() throws IOException {
    List<Path> runs;
    try (Stream<Path> entries = Files.list(HOME)) {
      runs = entries.filter(entry -> entry.getFileName().toString().startsWith("run-")).toList();
    }
    for (Path run : runs) {
      try (DataFolder _ = DataFolder.claim(run)) {
        deleteTree(run);
      } catch (StartRefusal inUse) {
        // It belongs to a run that is alive.
      }
    }
  }

  private static void deleteTree(Path root) {
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path entry : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
