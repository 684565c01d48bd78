package org.tunza.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.testing.Await;

/** What is left when program or server are killed, and how the next start finds its way. */
@Tag("slow")
class CrashTest {
  @TempDir private Path parent;

  @Test
  void the_server_stops_by_itself_when_the_program_is_killed() throws Exception {
    try (Launched launched = Launched.on(data())) {
      launched.owner("CREATE TABLE kept AS SELECT 1 AS n");
    }
    Process child = Launched.child(data());
    long server = Long.parseLong(Launched.firstLine(child));
    assertThat(Launched.alive(server)).isTrue();
    child.destroyForcibly().waitFor();
    Await.until("the server is gone", () -> !Launched.alive(server));
    try (Launched launched = Launched.on(data())) {
      assertThat(launched.count()).isEqualTo(1);
    }
  }

  @Test
  void a_start_right_after_a_kill_does_not_wait_for_an_operator() throws Exception {
    Process child = Launched.child(data());
    assertThat(Launched.firstLine(child)).matches("\\d+");
    child.destroyForcibly().waitFor();
    try (Launched launched = Launched.on(data())) {
      assertThat(launched.show("fsync")).isEqualTo("on");
    }
  }

  @Test
  void an_orphaned_server_is_stopped_and_its_data_kept() throws Exception {
    try (Launched launched = Launched.on(data())) {
      launched.owner("CREATE TABLE kept AS SELECT 1 AS n");
    }
    Process orphan = orphan();
    Await.until("the orphan is ready", () -> ready(orphan.pid()));
    try (Launched launched = Launched.on(data())) {
      assertThat(launched.count()).isEqualTo(1);
      assertThat(orphan.isAlive()).isFalse();
      assertThat(launched.postgres().pid()).isNotEqualTo(orphan.pid());
    }
  }

  /** A server to whom its parent's death means nothing. */
  private Process orphan() throws Exception {
    Path cluster = data().resolve("pg");
    List<String> program =
        List.of(Launched.binaries().program("postgres"), "-D", cluster.toString());
    return new ProcessBuilder(Account.forCluster(data(), cluster).command(program))
        .redirectErrorStream(true)
        .redirectOutput(parent.resolve("orphan.log").toFile())
        .start();
  }

  private boolean ready(long pid) {
    try {
      List<String> lines = Files.readAllLines(data().resolve("pg/postmaster.pid"));
      return lines.size() > 7
          && lines.getFirst().equals(String.valueOf(pid))
          && lines.get(7).strip().equals("ready");
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void a_pid_file_that_names_somebody_else_is_no_obstacle() throws Exception {
    try (Launched launched = Launched.on(data())) {
      launched.owner("CREATE TABLE kept AS SELECT 1 AS n");
    }
    long stranger = ProcessHandle.current().pid();
    String stale = "%d\n%s\n1\n5432\n../socket\n\n".formatted(stranger, data());
    Files.writeString(data().resolve("pg/postmaster.pid"), stale);
    Files.writeString(data().resolve("socket").resolve(LocalSockets.NAME + ".lock"), stale);
    try (Launched launched = Launched.on(data())) {
      assertThat(launched.count()).isEqualTo(1);
    }
  }

  @Test
  void a_killed_server_is_started_again_with_all_it_acknowledged() throws Exception {
    try (Launched launched = Launched.on(data())) {
      launched.owner("CREATE TABLE kept (n int)");
      launched.owner("INSERT INTO kept VALUES (1)");
      long first = launched.postgres().pid();
      Signals.send(first, "KILL");
      Await.until(
          "another server answers", () -> launched.postgres().pid() != first && answers(launched));
      assertThat(launched.count()).isEqualTo(1);
    }
    assertThat(Leftovers.running(data().resolve("pg"))).isEmpty();
  }

  private static boolean answers(Launched launched) {
    try {
      return launched.count() >= 0;
    } catch (SQLException e) {
      return false;
    }
  }

  @Test
  void binaries_half_unpacked_are_unpacked_again() throws Exception {
    Path half = parent.resolve("postgres-" + PostgresBinaries.BUNDLED_VERSION + ".unpacking");
    Files.createDirectories(half.resolve("bin"));
    PostgresBinaries binaries = PostgresBinaries.unpackedIn(parent);
    assertThat(half).doesNotExist();
    assertThat(Commands.succeeds(List.of(binaries.program("postgres"), "--version"))).isTrue();
  }

  private Path data() {
    return parent.resolve("data");
  }
}
