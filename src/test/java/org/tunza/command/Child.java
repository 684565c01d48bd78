package org.tunza.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.tunza.testing.Program;

/** The program in a process of its own, as an operator runs it, with his environment. */
record Child(Process process) implements AutoCloseable {
  private static final int STOP_SECONDS = 60;

  /** How it ended, and what it said. */
  record Ended(int code, String output) {}

  static Child start(Map<String, String> environment, String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(Program.command(arguments)).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("TUNZA_"));
    builder.environment().putAll(environment);
    return new Child(builder.start());
  }

  /** Runs it to its end. */
  static Ended run(Map<String, String> environment, String... arguments) throws Exception {
    try (Child child = start(environment, arguments)) {
      String output =
          new String(child.process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(child.process.waitFor(), output);
    }
  }

  /** Reads what it says up to a line that contains the text; all of it when none does. */
  String saysUntil(String text) throws IOException {
    StringBuilder said = new StringBuilder();
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      said.append(line).append('\n');
      if (line.contains(text)) {
        break;
      }
    }
    return said.toString();
  }

  /** Stops it as an operator does; says how it ended. */
  int stop() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)).as("it stopped").isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
