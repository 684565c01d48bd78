package org.tunza.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
  @Test
  void only_what_takes_longer_than_two_seconds_is_told() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    try (TerminalProgress progress = new TerminalProgress(out)) {
      progress.doing("Blinking");
      progress.doing("Sleeping");
      Launched.await(() -> bytes.toString(StandardCharsets.UTF_8).endsWith("\n"));
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8)).matches("Sleeping … \\d+ s\\R");
  }
}
