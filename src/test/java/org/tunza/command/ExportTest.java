package org.tunza.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.record.LifecycleEvent;
import org.tunza.testing.TestServer;

/** Writing everything out, and taking it in again. */
final class ExportTest {

  private static final Path MINI = Path.of("src/test/resources/org/tunza/command/mini");
  private static TestServer server;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    server = TestServer.start(List.of());
    assertThat(Ran.imported(server, MINI).code()).isZero();
  }

  private static Ran exported(TestServer from, Path to, String... more) {
    Stream<String> flags =
        Stream.of("--data=target/test-import", "--server=http://localhost:" + from.port());
    Stream<String> all =
        Stream.concat(flags, Stream.concat(Stream.of(to.toString()), Stream.of(more)));
    return Ran.of(new Export(Ran.NEVER), all.toArray(String[]::new));
  }

  @Test
  void what_is_exported_and_imported_into_an_empty_store_gives_the_same_resources()
      throws IOException {
    server.put("/Patient/gone", "{\"resourceType\":\"Patient\",\"id\":\"gone\"}").is(201);
    server.delete("/Patient/gone").is(204);
    Path first = folder.resolve("first");
    Ran ran = exported(server, first);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).contains(" in 8 files");
    assertThat(ran.code()).isZero();
    assertThat(Files.readString(first.resolve("Patient.ndjson"))).doesNotContain("gone");

    TestServer other = TestServer.start(List.of());
    Ran imported = Ran.imported(other, first);
    assertThat(imported.err()).isEmpty();
    assertThat(imported.out()).contains(", 0 done before, 0 refused");

    Path second = folder.resolve("second");
    exported(other, second);
    assertThat(content(second)).isEqualTo(content(first)).hasSizeGreaterThanOrEqualTo(14);
  }

  @Test
  void as_exported_versions_and_dates_are_the_same_too_and_the_ledger_says_received()
      throws Exception {
    server.put(
        "/Organization/edited",
        "{\"resourceType\":\"Organization\",\"id\":\"edited\",\"name\":\"A\"}");
    server.put(
        "/Organization/edited",
        "{\"resourceType\":\"Organization\",\"id\":\"edited\",\"name\":\"B\"}");
    Path first = folder.resolve("first");
    exported(server, first);
    TestServer other = TestServer.start(List.of());
    Ran imported =
        Ran.of(
            new Import(Ran.NEVER),
            "--data=target/test-import",
            "--server=http://localhost:" + other.port(),
            "--as-exported",
            first.toString());
    assertThat(imported.err()).isEmpty();
    assertThat(imported.code()).isZero();
    Path second = folder.resolve("second");
    exported(other, second);
    assertThat(lines(second))
        .isEqualTo(lines(first))
        .anyMatch(line -> line.contains("\"versionId\":\"2\""));
    try (Connection superuser = other.database().superuser();
        Statement statement = superuser.createStatement();
        ResultSet events = statement.executeQuery("select distinct event from ledger_event")) {
      assertThat(events.next()).isTrue();
      assertThat(events.getInt(1)).isEqualTo(LifecycleEvent.RECEIVE.number());
    }
    other
        .put(
            "/Organization/edited",
            "{\"resourceType\":\"Organization\",\"id\":\"edited\",\"name\":\"C\"}")
        .is(200);
    assertThat(other.get("/Organization/edited").text()).contains("\"versionId\":\"3\"");
  }

  /** All lines without meta, which is the store's own. */
  private static Set<String> content(Path folder) throws IOException {
    Set<String> content = new TreeSet<>();
    for (String line : lines(folder)) {
      content.add(line.replaceFirst("\"versionId\":\"\\d+\",\"lastUpdated\":\"[^\"]+\"", ""));
    }
    return content;
  }

  private static Set<String> lines(Path folder) throws IOException {
    Set<String> lines = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  @Test
  void with_history_all_versions_and_deletions_are_written_too() throws IOException {
    server.put(
        "/Organization/twice",
        "{\"resourceType\":\"Organization\",\"id\":\"twice\",\"name\":\"A\"}");
    server.put(
        "/Organization/twice",
        "{\"resourceType\":\"Organization\",\"id\":\"twice\",\"name\":\"B\"}");
    server.delete("/Organization/twice").is(204);
    exported(server, folder.resolve("out"), "--history");
    assertThat(Files.readAllLines(folder.resolve("out/Organization.history")))
        .filteredOn(line -> line.contains("Organization/twice"))
        .hasSize(3)
        .anyMatch(line -> line.contains("\"method\":\"DELETE\""));
    assertThat(Files.readString(folder.resolve("out/Organization.ndjson"))).doesNotContain("twice");
  }

  @Test
  void a_folder_that_holds_something_is_left_alone() throws IOException {
    Path used = Files.createDirectories(folder.resolve("used"));
    Files.writeString(used.resolve("mine.txt"), "mine");
    Ran ran = exported(server, used);
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("is not empty");
    assertThat(used.resolve("mine.txt")).hasContent("mine");
  }
}
