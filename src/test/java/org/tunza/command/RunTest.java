package org.tunza.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.tunza.command.terminal.Terminal;
import org.tunza.platform.postgres.Progress;
import org.tunza.testing.Await;

/** How a start is told, with a stand-in for the server. */
final class RunTest {

  private static final class StandIn implements Server {
    @Override
    public URI address() {
      return URI.create("http://localhost:1");
    }

    @Override
    public void close() {}
  }

  @Test
  void nothing_more_is_told_of_a_start_once_it_is_ready() throws InterruptedException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    AtomicReference<Progress> told = new AtomicReference<>();
    Run run =
        new Run((settings, progress) -> {
          progress.doing("Starting the server");
          told.set(progress);
          return new StandIn();
        });
    Thread start =
        Thread.ofPlatform()
            .start(() -> run.run(List.of(), new Terminal(InputStream.nullInputStream(), out, out)));
    Await.until("it is ready", () -> said.toString(StandardCharsets.UTF_8).contains("is ready"));
    assertThatThrownBy(() -> told.get().doing("Starting the server"))
        .isInstanceOf(RejectedExecutionException.class);
    start.interrupt();
    start.join();
    assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain("Starting");
  }
}
