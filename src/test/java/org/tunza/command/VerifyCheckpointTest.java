package org.tunza.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.command.terminal.Terminal;
import org.tunza.platform.StartRefusal;
import org.tunza.store.verify.Finding;
import org.tunza.store.verify.KeptCheckpoint;

/** How checkpoints that were kept elsewhere are given to verify, and what it then says. */
final class VerifyCheckpointTest {
  private static final String NOTE =
      """
      tunza-0123456789abcdef
      7
      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=

      — tunza-0123456789abcdef AAAA
      """;

  @TempDir private Path folder;

  private final List<KeptCheckpoint> given = new ArrayList<>();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private int verify(String piped, List<Finding> findings, String... arguments) {
    PrintStream out = new PrintStream(said, true, UTF_8);
    List<String> words = new ArrayList<>(List.of(arguments));
    words.addFirst("verify");
    Verify verify =
        new Verify((settings, kept, progress, heard) -> {
          given.addAll(kept);
          findings.forEach(heard::found);
          heard.unclaimed(3);
        });
    return new Commands(List.of(verify))
        .run(words, new Terminal(new ByteArrayInputStream(piped.getBytes(UTF_8)), out, out));
  }

  @Test
  void they_come_from_files_and_from_what_is_piped() throws IOException {
    Path file = Files.writeString(folder.resolve("heads.txt"), NOTE + NOTE);
    assertThat(verify(NOTE, List.of(), "--checkpoint", file.toString(), "-")).isZero();
    assertThat(given)
        .extracting(KeptCheckpoint::name)
        .containsExactly(file.toString(), file.toString(), "-");
    assertThat(said.toString(UTF_8))
        .contains("goes on from each checkpoint that was kept (3)")
        .contains("3 blobs belong to nothing");
  }

  @Test
  void what_they_prove_is_told_and_the_exit_code_says_so() {
    Finding forked = Finding.of(Finding.Kind.FORKED, "the checkpoint of 7 in - is of other leaves");
    assertThat(verify(NOTE, List.of(forked), "--checkpoint", "-")).isEqualTo(1);
    assertThat(said.toString(UTF_8)).contains("FORKED: the checkpoint of 7 in -");
  }

  @Test
  void one_that_is_not_there_or_is_none_is_refused_before_anything_is_read() throws IOException {
    Path none = Files.writeString(folder.resolve("none.txt"), "a letter\n");
    int unreadable = StartRefusal.Reason.CHECKPOINT_UNREADABLE.exitCode();
    assertThat(verify("", List.of(), "--checkpoint", none.toString())).isEqualTo(unreadable);
    assertThat(said.toString(UTF_8)).contains("none.txt holds no checkpoint");
    String missing = folder.resolve("missing.txt").toString();
    assertThat(verify("", List.of(), "--checkpoint", missing)).isEqualTo(unreadable);
    assertThat(verify("", List.of(), "--checkpoint", "-")).isEqualTo(unreadable);
    assertThat(given).isEmpty();
  }

  @Test
  void a_file_without_the_flag_and_the_flag_without_a_file_are_refused() {
    assertThat(verify("", List.of(), "heads.txt")).isEqualTo(Commands.UNKNOWN_COMMAND);
    assertThat(verify("", List.of(), "--checkpoint")).isEqualTo(Commands.UNKNOWN_COMMAND);
  }
}
