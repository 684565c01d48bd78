package org.tunza.platform.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.tunza.platform.StartRefusal;

/** Runs the short programs that a start needs, each with a deadline. */
final class Commands {
  private static final int DEADLINE_SECONDS = 120;

  private Commands() {}

  /** Whether the program is there and ends with 0. */
  static boolean succeeds(List<String> command) throws IOException {
    try {
      return run(command, "").exitCode() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Runs a program with some text as its input; its output and errors come back as one text. */
  static Ended run(List<String> command, String input) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    try {
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // The program ended before it read its input: its output and exit code say why.
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        throw new StartRefusal(
            StartRefusal.Reason.POSTGRES_FAILED, command.getFirst() + " does not end; stop it.");
      }
      return new Ended(process.exitValue(), output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a program ran", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** How a program ended and what it said. */
  record Ended(int exitCode, String output) {}
}
