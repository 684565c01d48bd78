package org.tunza.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell command ./tunza, with a stand-in for the program. */
@Tag("slow")
class TunzaCommandTest {
  private static final String STAND_IN =
      """
      package org.tunza;
      public class Tunza {
        public static void main(String[] arguments) {
          System.out.println("arguments " + String.join(",", arguments));
          System.out.println("heap " + Runtime.getRuntime().maxMemory() / (1 << 20));
          System.exit(arguments.length == 2 ? 7 : 0);
        }
      }
      """;

  @TempDir private Path home;

  private record Ended(int code, String output) {}

  @BeforeEach
  void lay_out() throws IOException {
    Files.copy(Path.of("tunza"), home.resolve("tunza"));
    Path target = Files.createDirectories(home.resolve("target"));
    Path source = Files.writeString(home.resolve("Tunza.java"), STAND_IN);
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", home.toString(), source.toString());
    assertThat(compiled).isZero();
    try (OutputStream file = Files.newOutputStream(target.resolve("tunza.jar"));
        JarOutputStream jar = new JarOutputStream(file)) {
      jar.putNextEntry(new JarEntry("org/tunza/Tunza.class"));
      jar.write(Files.readAllBytes(home.resolve("org/tunza/Tunza.class")));
    }
  }

  @Test
  void without_arguments_it_helps() throws Exception {
    Ended ended = tunza(Map.of());
    assertThat(ended.code()).isZero();
    assertThat(ended.output()).startsWith("Usage: ./tunza COMMAND").contains("run", "test");
  }

  @Test
  void what_is_no_task_of_its_own_goes_to_the_program_with_its_exit_code() throws Exception {
    Ended ended = tunza(Map.of("TUNZA_HEAP", "64m"), "verify", "a b");
    assertThat(ended.output()).contains("arguments verify,a b").contains("heap 64");
    assertThat(ended.code()).isEqualTo(7);
  }

  @Test
  void a_start_uses_the_cache_that_was_made_for_it() throws Exception {
    assertThat(tunza(Map.of(), "run", "--port", "9").output()).contains("arguments run,--port,9");
    assertThat(home.resolve("target/tunza.aot")).exists();
    Map<String, String> onlyWithCache = Map.of("JAVA_TOOL_OPTIONS", "-XX:AOTMode=on");
    Ended ended = tunza(onlyWithCache, "run", "--port", "9");
    assertThat(ended.output()).contains("arguments run,--port,9").doesNotContain("[error]");
    assertThat(ended.code()).isZero();
  }

  private Ended tunza(Map<String, String> environment, String... arguments) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(home.resolve("tunza").toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }
}
