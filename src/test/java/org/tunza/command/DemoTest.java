package org.tunza.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.platform.Settings;
import org.tunza.platform.SettingsReader;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.testing.TestServer;

/**
 * An empty store is filled with synthetic patients. In place of Synthea stands a program that makes
 * what the test laid ready; the one test of Synthea itself needs Maven's repository.
 */
final class DemoTest {

  private static final String HOSPITALS = "hospitalInformation1.json";
  private static final String PRACTITIONERS = "practitionerInformation1.json";
  private static final String AMINA = "Amina1_Otieno2.json";

  @TempDir private Path folder;
  private Path ready;

  @BeforeEach
  void lay_ready() throws IOException {
    ready = Files.createDirectory(folder.resolve("ready"));
    for (String name : List.of(HOSPITALS, PRACTITIONERS, AMINA)) {
      Files.copy(Ran.MINI.resolve(name), ready.resolve(name));
    }
  }

  /** The file that holds the class path of a stand-in that ends with the code. */
  private Path standIn(int code) throws IOException {
    Path source = folder.resolve("App.java");
    Files.writeString(
        source,
        """
        import java.nio.file.*;
        public class App {
          public static void main(String[] arguments) throws Exception {
            String base = arguments[arguments.length - 1].replace("--exporter.baseDirectory=", "");
            Path made = Files.createDirectories(Path.of(base, "fhir"));
            try (var ready = Files.list(Path.of("%s"))) {
              for (Path one : ready.toList()) {
                Files.copy(one, made.resolve(one.getFileName()));
              }
            }
            System.out.println("That was all.");
            System.exit(%d);
          }
        }
        """
            .formatted(ready, code));
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", folder.toString(), source.toString());
    assertThat(compiled).isZero();
    return Files.writeString(folder.resolve("classpath"), folder.toString());
  }

  private Ran filled(TestServer server, int patients, Path classPath) {
    Settings settings =
        SettingsReader.read(List.of("--data=" + folder.toAbsolutePath())).settings();
    Demo demo = new Demo(patients, new Synthea(classPath, "20260101"));
    URI address = URI.create(server.base().replace("/fhir", ""));
    return Ran.of(terminal -> {
      try {
        return demo.fill(address, settings, terminal) ? 0 : 1;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    });
  }

  private static List<?> patients(TestServer server) {
    ArrayNode entries = server.get("/Patient/_history?_count=100").is(200).json().array("entry");
    return entries == null ? List.of() : entries.items();
  }

  @Test
  void an_empty_store_gets_the_patients_that_were_made_and_one_with_records_none()
      throws IOException {
    TestServer server = TestServer.start(List.of());
    Path classPath = standIn(0);
    Ran first = filled(server, 1, classPath);
    assertThat(first.err()).isEmpty();
    assertThat(first.out()).contains("made 1 synthetic patients", "3 files", " 0 refused");
    assertThat(first.code()).isZero();
    assertThat(patients(server)).hasSize(1);
    try (var left = Files.list(folder)) {
      assertThat(left).noneMatch(file -> file.getFileName().toString().startsWith("demo-"));
    }
    Ran second = filled(server, 1, classPath);
    assertThat(second.out()).contains("holds records already");
    assertThat(second.code()).isZero();
  }

  @Test
  void what_is_no_patient_is_not_counted_as_one() throws IOException {
    Files.delete(ready.resolve(PRACTITIONERS));
    Files.delete(ready.resolve(AMINA));
    Ran ran = filled(TestServer.start(List.of()), 1, standIn(0));
    assertThat(ran.out()).contains("made 0 synthetic patients");
  }

  @Test
  void an_import_that_refuses_something_is_a_failed_demo() throws IOException {
    Files.writeString(
        ready.resolve("Brian3_Kiptoo4.json"),
        """
        {"resourceType":"Bundle","type":"transaction","entry":[{"resource":
        {"resourceType":"Patient","gender":"shoe"},"request":{"method":"POST","url":"Patient"}}]}
        """);
    Ran ran = filled(TestServer.start(List.of()), 2, standIn(0));
    assertThat(ran.out()).contains("made 2 synthetic patients", "1 refused");
    assertThat(ran.err()).contains("Brian3_Kiptoo4.json", "TNZ-0111", "the demo failed");
    assertThat(ran.code()).isEqualTo(1);
  }

  @Test
  void when_synthea_fails_or_is_not_there_this_is_said_and_nothing_is_stored() throws IOException {
    TestServer server = TestServer.start(List.of());
    Ran failed = filled(server, 1, standIn(3));
    assertThat(failed.err()).contains("exit code 3: That was all.", "the demo failed");
    assertThat(failed.code()).isEqualTo(1);
    Ran missing = filled(server, 1, folder.resolve("nothing"));
    assertThat(missing.err()).contains("no demo without Synthea");
    assertThat(missing.code()).isEqualTo(1);
    assertThat(patients(server)).isEmpty();
  }

  @Test
  @Tag("slow")
  void a_start_with_a_demo_that_fails_ends_with_1() throws Exception {
    Child.Ended ended =
        Child.run(Map.of(), "run", "--demo=1", "--port=0", "--data=" + folder.resolve("data"));
    assertThat(ended.output()).contains("no demo without Synthea", "Stopped.");
    assertThat(ended.code()).isEqualTo(1);
  }

  /** Without Maven's repository it is aborted and says so; all else that goes wrong fails it. */
  @Test
  @Tag("slow")
  void synthea_itself_makes_two_patients_who_go_in_whole() throws Exception {
    TestServer server = TestServer.start(List.of());
    Ran ran = filled(server, 2, fetched());
    assertThat(ran.err().lines()).noneMatch(line -> line.contains("TNZ-"));
    assertThat(ran.out()).contains(" 0 refused");
    assertThat(ran.code()).isZero();
    assertThat(patients(server)).hasSizeGreaterThanOrEqualTo(2);
    assertThat(ran.out()).contains("made %d synthetic".formatted(patients(server).size()));
  }

  private Path fetched() throws IOException, InterruptedException {
    Path classPath = folder.resolve("fetched");
    Process maven =
        new ProcessBuilder(
                "mvn",
                "-B",
                "-f",
                "synthea/pom.xml",
                "dependency:build-classpath",
                "-Dmdep.outputFile=" + classPath)
            .redirectErrorStream(true)
            .start();
    String said = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = maven.waitFor();
    Assumptions.assumeFalse(
        code != 0 && said.contains("Could not transfer"),
        "Maven's repository does not answer, so Synthea itself is not tested");
    assertThat(code).as(said).isZero();
    return classPath;
  }
}
