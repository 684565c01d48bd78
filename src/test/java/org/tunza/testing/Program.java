package org.tunza.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the program is started in a process of its own, small and quick. */
public final class Program {

  private Program() {}

  /** The words that run a subcommand. */
  public static List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "org.tunza.Tunza"));
    command.addAll(List.of(arguments));
    return command;
  }
}
