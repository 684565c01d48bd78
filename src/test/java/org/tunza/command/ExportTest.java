package org.tunza.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.record.LifecycleEvent;
import org.tunza.testing.LargeBinaries;
import org.tunza.testing.TestServer;

/** Writing everything out, and taking it in again. */
final class ExportTest {

  private static TestServer server;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    server = TestServer.start(List.of());
    assertThat(Ran.imported(server, Ran.MINI).code()).isZero();
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
  void a_large_binary_goes_out_and_comes_in_whole() throws IOException {
    byte[] bytes = LargeBinaries.large(1);
    String entry = new LargeBinaries(server).create(bytes);
    Path out = folder.resolve("out");
    assertThat(exported(server, out, "--history").code()).isZero();
    TestServer other = TestServer.start(List.of());
    Ran imported = imported(other, "--as-exported", out);
    assertThat(imported.err()).isEmpty();
    LargeBinaries there = new LargeBinaries(other);
    assertThat(there.read(entry)).isEqualTo(bytes);
    assertThat(there.kept(entry)).hasSize(1);
    assertThat(there.findings()).isEmpty();
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
    Ran imported = imported(other, "--as-exported", first);
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
  void a_history_taken_in_as_exported_is_lived_again_with_all_versions_dates_and_deletions()
      throws Exception {
    TestServer old = TestServer.start(List.of());
    live(old);
    Path first = folder.resolve("first");
    assertThat(exported(old, first, "--history").code()).isZero();

    TestServer other = TestServer.start(List.of());
    Ran taken = imported(other, "--as-exported", first);
    assertThat(taken.err()).isEmpty();
    assertThat(taken.out()).contains(" 11 taken in, 0 done before, 0 refused").contains("passed");
    assertThat(taken.code()).isZero();
    Path second = folder.resolve("second");
    exported(other, second, "--history");
    assertThat(files(second)).isEqualTo(files(first));

    assertThat(imported(other, "--as-exported", first).out()).contains(" 0 taken in, 11 done");
    other.get("/Observation/high").is(410);
    other.get("/Observation/high/_history/2").is(200);
  }

  @Test
  void a_history_is_not_mixed_with_that_of_an_entry_that_is_there() throws IOException {
    TestServer old = TestServer.start(List.of());
    live(old);
    Path out = folder.resolve("out");
    exported(old, out, "--history");
    TestServer other = TestServer.start(List.of());
    other.put("/Patient/a", "{\"resourceType\":\"Patient\",\"id\":\"a\",\"gender\":\"other\"}");
    Ran taken = imported(other, "--as-exported", out);
    assertThat(taken.code()).isEqualTo(1);
    assertThat(taken.err()).contains("the entry is here with other versions");
    assertThat(other.get("/Patient/a").text()).contains("other").contains("\"versionId\":\"1\"");
  }

  /** Patients that are made, edited, deleted and made again, and what is said of them. */
  private static void live(TestServer server) {
    server.put("/Patient/a", "{\"resourceType\":\"Patient\",\"id\":\"a\"}").is(201);
    server.put("/Patient/b", "{\"resourceType\":\"Patient\",\"id\":\"b\"}").is(201);
    server.put("/Observation/high", observation("a", "preliminary")).is(201);
    server.put("/Observation/high", observation("a", "final")).is(200);
    server.put("/Observation/high", observation("b", "amended")).is(200);
    server.delete("/Patient/a").is(204);
    server.delete("/Observation/high").is(204);
    server.put("/Patient/a", "{\"resourceType\":\"Patient\",\"id\":\"a\",\"active\":true}");
    server
        .post(
            "",
            """
            {"resourceType":"Bundle","type":"transaction","entry":[
              {"resource":{"resourceType":"Patient","id":"b","active":true,
                "link":[{"other":{"reference":"Patient/c"},"type":"seealso"}]},
                "request":{"method":"PUT","url":"Patient/b"}},
              {"resource":{"resourceType":"Patient","id":"c",
                "link":[{"other":{"reference":"Patient/b"},"type":"seealso"}]},
                "request":{"method":"PUT","url":"Patient/c"}}]}
            """)
        .is(200);
    server.post("/Patient", "{\"resourceType\":\"Patient\"}").is(201);
  }

  private static String observation(String patient, String status) {
    return """
    {"resourceType":"Observation","id":"high","status":"%s","code":{"text":"pressure"},
      "subject":{"reference":"Patient/%s"}}
    """
        .formatted(status, patient);
  }

  private static Ran imported(TestServer into, String flag, Path path) {
    return Ran.of(
        new Import(Ran.NEVER),
        "--data=target/test-import",
        "--server=http://localhost:" + into.port(),
        flag,
        path.toString());
  }

  /** The lines of each file, in no order. */
  private static Map<String, Set<String>> files(Path folder) throws IOException {
    Map<String, Set<String>> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        files.put(file.getFileName().toString(), new TreeSet<>(Files.readAllLines(file)));
      }
    }
    return files;
  }

  @Test
  void a_plain_import_passes_histories_over_and_says_how_many() {
    server.put("/Patient/kept", "{\"resourceType\":\"Patient\",\"id\":\"kept\"}").is(201);
    Path out = folder.resolve("out");
    exported(server, out, "--history");
    Ran imported = Ran.imported(TestServer.start(List.of()), out);
    assertThat(imported.code()).isZero();
    assertThat(imported.out()).containsPattern("[1-9]\\d* files were passed over");
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
