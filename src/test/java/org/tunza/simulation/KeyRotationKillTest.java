package org.tunza.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.record.AccessScope;
import org.tunza.record.EntryId;
import org.tunza.store.key.KeyDestruction;
import org.tunza.store.key.MasterKeys;
import org.tunza.testing.TestDatabase;
import org.tunza.testing.TestStore;

/** Kills ./tunza keys rotate before each line that makes, wraps or erases a key. */
@Tag("slow")
final class KeyRotationKillTest {

  private static final Set<Class<?>> CLASSES = Set.of(KeyDestruction.class, MasterKeys.class);
  private static final Set<String> METHODS = Set.of("run", "make", "write", "eraseBefore", "erase");

  @TempDir private Path folder;
  @AutoClose private final TestDatabase database = TestDatabase.fresh();
  private Path keys;
  private EntryId patient;
  private byte[] content;

  @BeforeEach
  void open() throws IOException {
    keys = Files.createDirectory(folder.resolve("keys"));
    TestStore store = TestStore.open(database, keys);
    patient = store.fresh("Patient");
    store.done(store.create(patient, Map.of("name", "a")));
    content = read(store);
  }

  private byte[] read(TestStore store) {
    return store.records().read(AccessScope.everything(), patient).orThrow().content();
  }

  private Path config() throws IOException {
    return Files.writeString(
        folder.resolve("tunza.yaml"),
        """
        data: %s
        keys: %s
        %s\
        """
            .formatted(folder.resolve("data"), keys, database.settings()));
  }

  @Test
  void a_rotation_killed_before_any_line_has_happened_or_not_and_can_be_run_again()
      throws Exception {
    String command = "org.tunza.Tunza keys rotate --config " + config();
    int kills = 0;
    while (KilledAtLine.run(command, CLASSES, METHODS, kills)) {
      kills++;
      TestStore store = TestStore.open(database, keys);
      assertThat(read(store)).as("after kill %d", kills).isEqualTo(content);
      assertThat(keys.resolve("master-%d.key".formatted(store.keys().epoch()))).exists();
      assertThat(olderThan(store.keys().epoch())).as("after kill %d", kills).isEmpty();
    }
    assertThat(kills).isGreaterThan(15);
    TestStore store = TestStore.open(database, keys);
    assertThat(read(store)).isEqualTo(content);
    assertThat(store.keys().epoch()).isGreaterThan(2);
  }

  private List<Path> olderThan(int epoch) throws IOException {
    try (Stream<Path> files = Files.list(keys)) {
      return files
          .filter(
              file -> Integer.parseInt(file.getFileName().toString().replaceAll("\\D", "")) < epoch)
          .toList();
    }
  }
}
