package org.tunza.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.Ground;
import org.tunza.platform.Clock;
import org.tunza.platform.Randomness;
import org.tunza.platform.SettingsReader;
import org.tunza.platform.database.Database;
import org.tunza.platform.postgres.Progress;
import org.tunza.testing.Await;

/**
 * Kills the program and PostgreSQL at random moments while clients write and read, and holds what
 * comes back against what was acknowledged. Replays with -Dkill.seed, as far as threads do.
 */
@Tag("slow")
class KillTest {
  private static final List<Victim> VICTIMS =
      List.of(
          Victim.PROGRAM,
          Victim.PROGRAM,
          Victim.POSTMASTER,
          Victim.PROGRAM,
          Victim.BACKEND,
          Victim.PROGRAM,
          Victim.PROGRAM,
          Victim.BACKEND,
          Victim.PROGRAM,
          Victim.PROGRAM,
          Victim.POSTMASTER,
          Victim.PROGRAM,
          Victim.BACKEND,
          Victim.PROGRAM,
          Victim.POSTMASTER,
          Victim.PROGRAM);
  private static final int TIMES = 2;
  private static final int ROUNDS_A_VERIFICATION = 8;
  private static final int LOAD_MILLIS_MAX = 800;
  private static final int WRITES_AFTER_RECOVERY = 10;

  @TempDir private Path folder;

  private final Promises promises = new Promises();
  private final Set<String> checked = new HashSet<>();
  private int round;

  private enum Victim {
    PROGRAM,
    POSTMASTER,
    BACKEND
  }

  @Test
  void nothing_acknowledged_is_lost_and_nothing_is_half_written_whoever_is_killed()
      throws Exception {
    long seed = Long.getLong("kill.seed", Clock.system().millis());
    System.out.println("kill.seed=" + seed);
    Randomness chance = Randomness.seeded(seed);
    try (KilledServer server = KilledServer.start(folder)) {
      for (int kill = 0; kill < VICTIMS.size() * TIMES; kill++) {
        Victim victim = VICTIMS.get(kill % VICTIMS.size());
        switch (victim) {
          case PROGRAM -> programIsKilled(server, chance);
          case POSTMASTER, BACKEND -> postgresIsKilled(server, chance, victim);
        }
      }
      server.stop();
      assertThat(promises.unexpected).isEmpty();
      lastCheck();
    }
  }

  private void programIsKilled(KilledServer server, Randomness chance) throws Exception {
    Instant begun = Clock.system().instant();
    try (KillWorkload _ = load(server, chance)) {
      randomMoment(chance);
      server.killProgram();
    }
    server.startAgain();
    check(server, begun);
  }

  private void postgresIsKilled(KilledServer server, Randomness chance, Victim victim)
      throws Exception {
    Instant begun = Clock.system().instant();
    try (KillWorkload _ = load(server, chance)) {
      randomMoment(chance);
      if (victim == Victim.POSTMASTER) {
        server.killPostmaster();
      } else {
        server.killBackend(chance);
      }
      // Answers to what was written before the kill may still be on their way.
      server.awaitAnswer();
      int before = promises.acknowledged();
      Await.until(
          "writes are taken again",
          () -> promises.acknowledged() >= before + WRITES_AFTER_RECOVERY);
    }
    assertThat(server.isRunning()).as(server.lastWords()).isTrue();
    check(server, begun);
  }

  private KillWorkload load(KilledServer server, Randomness chance) {
    int before = promises.acknowledged();
    KillWorkload load = KillWorkload.start(server.base(), promises, chance.bits());
    Await.until("a write is taken", () -> promises.acknowledged() > before);
    return load;
  }

  /** The moment of the kill is what chance is asked for here; nothing waits for it to pass. */
  private static void randomMoment(Randomness chance) {
    LockSupport.parkNanos(Duration.ofMillis(chance.below(LOAD_MILLIS_MAX)).toNanos());
  }

  private void check(KilledServer server, Instant begun) throws IOException {
    Set<String> fresh = new HashSet<>(promises.written.keySet());
    fresh.removeAll(checked);
    try (Database database = server.database()) {
      Ground ground = Ground.on(database, server.data());
      KillCheck check = new KillCheck(promises, ground, server.data());
      check.versions(begun.minusMillis(1), fresh);
      if (++round % ROUNDS_A_VERIFICATION == 0) {
        check.verified();
      }
    }
    checked.addAll(fresh);
  }

  private void lastCheck() throws IOException {
    Path data = folder.resolve("data");
    List<String> flags = List.of("--data", data.toString(), "--port", "0");
    try (Ground ground = Ground.open(SettingsReader.read(flags).settings(), Progress.silent())) {
      KillCheck check = new KillCheck(promises, ground, data);
      check.versions(Instant.EPOCH, promises.written.keySet());
      check.verified();
      check.accesses();
    }
    System.out.printf(
        "%d versions acknowledged, %d reads answered%n",
        promises.acknowledged(), promises.answered.size());
  }
}
