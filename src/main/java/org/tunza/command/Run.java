package org.tunza.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.tunza.command.terminal.SlowProgress;
import org.tunza.command.terminal.Terminal;
import org.tunza.platform.Settings;
import org.tunza.platform.SettingsReader;

/** Starts the server and stays until it is told to stop, by SIGTERM or Ctrl+C. */
public final class Run implements Command {

  private static final double NANOS_A_SECOND = 1e9;

  private final Server.Starting starting;

  public Run(Server.Starting starting) {
    this.starting = starting;
  }

  @Override
  public String name() {
    return "run";
  }

  @Override
  public String summary() {
    return "start the server with its database (--data DIR, --port N, --demo[=PATIENTS])";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) {
    long begun = System.nanoTime();
    SettingsReader.Read read = SettingsReader.read(arguments);
    Flags flags = Flags.of(read.rest(), Set.of("--demo", "--demo=", "--synthea="));
    Optional<Demo> demo = Demo.of(flags);
    if (!flags.words().isEmpty() || !flags.unknown().isEmpty()) {
      terminal.tell("tunza: run takes settings and --demo; see docs/operate/settings.md.");
      return Commands.UNKNOWN_COMMAND;
    }
    Server server = started(read.settings(), terminal);
    try {
      CountDownLatch stopped = stopAtTheEnd(server, terminal);
      terminal.say(ready(server, System.nanoTime() - begun));
      if (demo.isPresent() && !demo.get().fill(server.address(), read.settings(), terminal)) {
        return 1;
      }
      stopped.await();
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private Server started(Settings settings, Terminal terminal) {
    try (SlowProgress progress = new SlowProgress(terminal)) {
      return starting.start(settings, progress);
    }
  }

  private static CountDownLatch stopAtTheEnd(Server server, Terminal terminal) {
    CountDownLatch stopped = new CountDownLatch(1);
    Runnable stop =
        () -> {
          terminal.say("Stopping.");
          server.close();
          terminal.say("Stopped.");
          stopped.countDown();
        };
    Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
    return stopped;
  }

  private static String ready(Server server, long nanos) {
    return String.format(
        Locale.ROOT,
        "Tunza is ready at %s (FHIR at %s/fhir) after %.1f s.%n"
            + "It listens on this machine only, until access control is there. Ctrl+C stops it.",
        server.address(),
        server.address(),
        nanos / NANOS_A_SECOND);
  }
}
