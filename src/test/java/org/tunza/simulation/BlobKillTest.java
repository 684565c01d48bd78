package org.tunza.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.Ground;
import org.tunza.platform.Clock;
import org.tunza.record.AccessScope;
import org.tunza.record.EntryId;
import org.tunza.record.Outcome;
import org.tunza.record.Records;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;
import org.tunza.record.Version;
import org.tunza.resource.tree.JsonReader;
import org.tunza.store.blob.BlobFolder;
import org.tunza.store.blob.Blobs;
import org.tunza.store.blob.Unclaimed;
import org.tunza.store.write.PostgresWrite;
import org.tunza.testing.Findings;
import org.tunza.testing.LargeBinaries;
import org.tunza.testing.TestDatabase;
import org.tunza.testing.TestStore;

/** Kills ./tunza import before lines that put a blob and before those that write its row. */
@Tag("slow")
final class BlobKillTest {

  private static final Set<Class<?>> CLASSES =
      Set.of(BlobFolder.class, Blobs.class, PostgresWrite.class);
  private static final Set<String> METHODS = Set.of("mark", "put", "write");
  private static final int LINES_A_STEP = 3;

  @TempDir private Path folder;
  @AutoClose private final TestDatabase database = TestDatabase.fresh();

  private Path data() {
    return folder.resolve("data");
  }

  private Path config() throws IOException {
    return Files.writeString(
        folder.resolve("tunza.yaml"),
        """
        data: %s
        port: 0
        %s\
        """
            .formatted(data(), database.settings()));
  }

  private static String binary(String id, byte[] bytes) {
    return LargeBinaries.json(bytes).replaceFirst(",", ",\"id\":\"%s\",".formatted(id));
  }

  /** The text of its data; empty when it isn't there. */
  private static Optional<String> read(Ground ground, String id) {
    Records records = TestStore.records(ground);
    return switch (records.read(AccessScope.everything(), new EntryId("Binary", id))) {
      case Outcome.Done<Version>(Version version) ->
          Optional.of(version.content())
              .map(content -> JsonReader.read(content).orThrow().string("data"));
      case Outcome.Refused<Version>(Refusal refusal) -> {
        assertThat(refusal.code()).isEqualTo(RefusalCode.NOT_FOUND);
        yield Optional.empty();
      }
    };
  }

  private static int unclaimed(Ground ground) throws IOException {
    AtomicInteger count = new AtomicInteger();
    new Unclaimed(ground.blobStore(), ground.database().transactions())
        .each(Clock.system().instant(), _ -> count.incrementAndGet());
    return count.get();
  }

  @Test
  void a_large_binary_whose_write_was_killed_is_there_whole_or_not_at_all() throws Exception {
    Path config = config();
    int there = 0;
    int left = 0;
    boolean killed = true;
    for (int line = 0; killed; line += LINES_A_STEP) {
      String id = "scan-" + line;
      byte[] bytes = LargeBinaries.large(line);
      Path file = Files.writeString(folder.resolve(id + ".json"), binary(id, bytes));
      String command = "org.tunza.Tunza import --config %s %s".formatted(config, file);
      killed = KilledAtLine.run(command, CLASSES, METHODS, line);
      Ground ground = Ground.on(database.database(), data());
      assertThat(Findings.in(ground).all()).as("after line %d", line).isEmpty();
      Optional<String> data = read(ground, id);
      data.ifPresent(
          text -> assertThat(Base64.getDecoder().decode(text)).as("line %s", id).isEqualTo(bytes));
      there += data.isPresent() ? 1 : 0;
      left = unclaimed(ground);
    }
    assertThat(left).as("put, and killed before the commit").isPositive();
    assertThat(there).isPositive();
  }
}
