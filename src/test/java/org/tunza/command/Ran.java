package org.tunza.command;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.tunza.command.terminal.Terminal;
import org.tunza.testing.TestServer;

/** A subcommand that was run, with what it said. */
record Ran(int code, String out, String err) {

  /** Some files of each kind. */
  static final Path MINI = Path.of("src/test/resources/org/tunza/command/mini");

  /** That a server is there already. */
  static final Server.Starting NEVER =
      (settings, progress) -> {
        throw new AssertionError("no server is to be started");
      };

  static Ran of(Command command, String... arguments) {
    return of(terminal -> command.run(List.of(arguments), terminal));
  }

  static Ran of(ToIntFunction<Terminal> deed) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    int code = deed.applyAsInt(terminal);
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** An import into a server that runs. */
  static Ran imported(TestServer server, Path... paths) {
    return imported("http://localhost:" + server.port(), paths);
  }

  static Ran imported(String address, Path... paths) {
    List<String> arguments =
        new ArrayList<>(List.of("--data=target/test-import", "--server=" + address));
    for (Path path : paths) {
      arguments.add(path.toString());
    }
    return of(new Import(NEVER), arguments.toArray(String[]::new));
  }
}
