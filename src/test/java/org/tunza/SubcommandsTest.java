package org.tunza;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.command.Command;
import org.tunza.command.Commands;
import org.tunza.command.Export;
import org.tunza.command.Import;
import org.tunza.command.Keys;
import org.tunza.command.Reindex;
import org.tunza.command.Server;
import org.tunza.command.Terminologies;
import org.tunza.command.Verify;
import org.tunza.command.terminal.Terminal;
import org.tunza.platform.SettingsReader;
import org.tunza.platform.postgres.Progress;

/** Subcommands with and without a server that runs on the data folder. */
@Tag("slow")
final class SubcommandsTest {

  private static final String MINI = "src/test/resources/org/tunza/command/mini";

  @TempDir private Path folder;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private int run(Command command, String... arguments) {
    said.reset();
    PrintStream out = new PrintStream(said, true, UTF_8);
    List<String> all = new java.util.ArrayList<>(List.of(arguments));
    all.addFirst(command.name());
    all.add("--data=" + folder.resolve("data"));
    all.add("--port=0");
    return new Commands(List.of(command))
        .run(all, new Terminal(InputStream.nullInputStream(), out, out));
  }

  @Test
  void they_open_the_store_themselves_or_work_with_the_server_that_holds_it() {
    assertThat(run(new Import(TunzaServer::start), MINI)).as(said.toString(UTF_8)).isZero();
    assertThat(said.toString(UTF_8)).contains("No server runs", "14 taken in");
    assertThat(run(new Verify(StoreVerification::run))).as(said.toString(UTF_8)).isZero();
    assertThat(said.toString(UTF_8)).contains("No server runs", "nothing is missing or altered");

    List<String> flags = List.of("--data=" + folder.resolve("data"), "--port=0");
    try (Server server =
        TunzaServer.start(SettingsReader.read(flags).settings(), Progress.silent())) {
      assertThat(run(new Import(TunzaServer::start), MINI)).as(said.toString(UTF_8)).isZero();
      assertThat(said.toString(UTF_8))
          .contains("Working with the server at " + server.address(), "14 done before");
      String out = folder.resolve("out").toString();
      assertThat(run(new Export(TunzaServer::start), out)).as(said.toString(UTF_8)).isZero();
      assertThat(said.toString(UTF_8)).contains("14 resources in 8 files");
      assertThat(run(new Verify(StoreVerification::run))).as(said.toString(UTF_8)).isZero();
      assertThat(said.toString(UTF_8)).contains("is used beside it");
    }
  }

  @Test
  void the_master_key_is_replaced_in_a_store_at_rest_and_beside_the_server_that_runs_on_it()
      throws Exception {
    Keys keys = new Keys(KeyRotation::run);
    assertThat(run(new Import(TunzaServer::start), MINI)).as(said.toString(UTF_8)).isZero();
    assertThat(run(keys, "rotate")).as(said.toString(UTF_8)).isZero();
    assertThat(said.toString(UTF_8)).contains("No server runs", "has version 2", "master-2.key");
    List<String> flags = List.of("--data=" + folder.resolve("data"), "--port=0");
    try (Server _ = TunzaServer.start(SettingsReader.read(flags).settings(), Progress.silent())) {
      assertThat(run(keys, "rotate")).as(said.toString(UTF_8)).isZero();
      assertThat(said.toString(UTF_8)).contains("beside it", "has version 3");
      assertThat(run(new Import(TunzaServer::start), "samples")).as(said.toString(UTF_8)).isZero();
    }
    assertThat(run(new Verify(StoreVerification::run))).as(said.toString(UTF_8)).isZero();
    Path file = folder.resolve("data/keys/master-3.key");
    try (var files = Files.list(folder.resolve("data/keys"))) {
      assertThat(files).containsExactly(file);
    }
    Files.move(file, folder.resolve("taken-away"));
    assertThat(run(keys, "rotate")).isEqualTo(23);
    assertThat(said.toString(UTF_8)).contains("bring", "master-3.key back");
  }

  @Test
  void code_systems_are_loaded_into_a_store_at_rest_and_beside_the_server_that_runs_on_it() {
    Terminologies terminology = new Terminologies(TerminologyShelf::reach);
    String samples = "src/test/resources/org/tunza/resource/terminology/load/";
    assertThat(run(terminology, "load", samples + "codesystem.json"))
        .as(said.toString(UTF_8))
        .isZero();
    assertThat(said.toString(UTF_8)).contains("No server runs", "urn:test:birds|3", "4 concepts");
    List<String> flags = List.of("--data=" + folder.resolve("data"), "--port=0");
    try (Server _ = TunzaServer.start(SettingsReader.read(flags).settings(), Progress.silent())) {
      assertThat(run(terminology, "load", samples + "rf2", "--version=mine", "no-such-file"))
          .isEqualTo(1);
      assertThat(said.toString(UTF_8)).contains("beside it", "sct|mine", "no-such-file");
      assertThat(run(terminology, "list")).isZero();
      assertThat(said.toString(UTF_8)).contains("Birds of nowhere", "2 code systems are loaded");
    }
  }

  @Test
  void search_rows_are_made_anew_in_a_store_at_rest_and_beside_the_server_that_runs_on_it() {
    Reindex reindex = new Reindex(RowsOfStore::reach);
    assertThat(run(new Import(TunzaServer::start), MINI)).as(said.toString(UTF_8)).isZero();
    assertThat(run(reindex)).as(said.toString(UTF_8)).isZero();
    assertThat(said.toString(UTF_8))
        .contains("No server runs", "14 entries in", "0 of them", "All search rows are as");
    List<String> flags = List.of("--data=" + folder.resolve("data"), "--port=0");
    try (Server _ = TunzaServer.start(SettingsReader.read(flags).settings(), Progress.silent())) {
      assertThat(run(reindex)).as(said.toString(UTF_8)).isZero();
      assertThat(said.toString(UTF_8)).contains("beside it", "14 entries in");
      assertThat(run(reindex, "--status")).isZero();
      assertThat(said.toString(UTF_8))
          .contains("All search rows are as")
          .doesNotContain("entries in");
    }
    assertThat(run(new Verify(StoreVerification::run))).as(said.toString(UTF_8)).isZero();
  }

  @Test
  void search_rows_that_are_being_made_anew_are_not_verified() {
    assertThat(run(new Import(TunzaServer::start), MINI)).as(said.toString(UTF_8)).isZero();
    List<String> flags = List.of("--data=" + folder.resolve("data"));
    try (Reindex.Rows rows =
        RowsOfStore.reach(SettingsReader.read(flags).settings(), Progress.silent(), _ -> {})) {
      rows.ask();
    }
    assertThat(run(new Reindex(RowsOfStore::reach), "--status")).isZero();
    assertThat(said.toString(UTF_8)).contains("Search rows are made anew: 0 %");
    assertThat(run(new Verify(StoreVerification::run))).isZero();
    assertThat(said.toString(UTF_8)).contains("Search rows are not verified");
  }

  @Test
  void what_is_not_known_is_refused_with_the_way_to_say_it() {
    assertThat(run(new Terminologies(TerminologyShelf::reach), "unload", "x"))
        .isEqualTo(Commands.UNKNOWN_COMMAND);
    assertThat(run(new Import(TunzaServer::start))).isEqualTo(Commands.UNKNOWN_COMMAND);
    assertThat(run(new Export(TunzaServer::start), "a", "--wrong"))
        .isEqualTo(Commands.UNKNOWN_COMMAND);
    assertThat(run(new Verify(StoreVerification::run), "more")).isEqualTo(Commands.UNKNOWN_COMMAND);
    assertThat(run(new Reindex(RowsOfStore::reach), "now")).isEqualTo(Commands.UNKNOWN_COMMAND);
    assertThat(run(new Keys(KeyRotation::run))).isEqualTo(Commands.UNKNOWN_COMMAND);
  }
}
