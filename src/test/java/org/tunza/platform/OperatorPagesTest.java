package org.tunza.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Holds the tables of docs/operate to the code. Run with -Dgolden.write=true to write them anew,
 * then read the difference.
 */
class OperatorPagesTest {
  private static final Path PAGES = Path.of("docs", "operate");

  @Test
  void every_setting_is_documented_as_it_is() throws IOException {
    String rows =
        Settings.keys().stream().map(OperatorPagesTest::row).collect(Collectors.joining("\n"));
    holds(
        "settings.md",
        "| key | environment | takes | default | what it does |\n|---|---|---|---|---|\n" + rows);
  }

  @Test
  void every_exit_code_is_documented_as_it_is() throws IOException {
    String rows =
        Arrays.stream(StartRefusal.Reason.values())
            .map(reason -> "| %d | %s |".formatted(reason.exitCode(), reason.meaning()))
            .collect(Collectors.joining("\n"));
    holds("exit-codes.md", "| code | why |\n|---|---|\n" + rows);
  }

  @Test
  void no_exit_code_means_two_things() {
    assertThat(Arrays.stream(StartRefusal.Reason.values()).map(StartRefusal.Reason::exitCode))
        .doesNotHaveDuplicates();
  }

  private static String row(Setting<?> setting) {
    return "| `%s` | `%s` | %s | %s | %s |"
        .formatted(
            setting.name(),
            setting.environment(),
            setting.kind().description(),
            setting.fallback() == null ? "" : "`" + setting.fallback() + "`",
            setting.meaning());
  }

  private static void holds(String page, String table) throws IOException {
    Path file = PAGES.resolve(page);
    String text = Files.readString(file);
    if (Boolean.getBoolean("golden.write")) {
      int start = text.indexOf("\n| ") + 1;
      int after = text.indexOf("\n\n", start);
      String rest = after < 0 ? "\n" : text.substring(after);
      Files.writeString(file, text.substring(0, start) + table + rest);
    }
    assertThat(Files.readString(file)).contains(table);
  }
}
