package org.tunza.store.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.platform.Randomness;
import org.tunza.platform.StartRefusal;
import org.tunza.record.AccessScope;
import org.tunza.record.EntryId;
import org.tunza.testing.TestDatabase;
import org.tunza.testing.TestStore;

/** The files of the master key under a key that is kept elsewhere. */
final class SealedMasterKeysTest {

  private static final Key FIRST = Key.of(Randomness.seeded(1).bytes(Key.SIZE));
  private static final Key SECOND = Key.of(Randomness.seeded(2).bytes(Key.SIZE));

  @AutoClose private static final TestDatabase database = TestDatabase.fresh();

  @TempDir Path folder;

  private MasterKeys masters(@Nullable Key current, @Nullable Key previous) {
    return new MasterKeys(folder, new WrappingKeys(current, previous));
  }

  @Test
  void a_sealed_file_is_worth_nothing_without_its_key() throws Exception {
    Key made = masters(FIRST, null).make(1, Randomness.secure());
    assertThat(Files.readString(folder.resolve("master-1.key")))
        .doesNotContain(Base64.getEncoder().encodeToString(made.bytes()));
    assertThat(masters(FIRST, null).needed(1).bytes()).isEqualTo(made.bytes());
    refused("is sealed; set", masters(null, null));
    refused("under another", masters(SECOND, null));
  }

  @Test
  void a_sealed_file_that_was_altered_is_refused() throws Exception {
    masters(FIRST, null).make(1, Randomness.secure());
    Path file = folder.resolve("master-1.key");
    String text = Files.readString(file);
    char last = text.charAt(text.length() - 5);
    Files.writeString(
        file,
        text.substring(0, text.length() - 5)
            + (last == 'A' ? 'B' : 'A')
            + text.substring(text.length() - 4));
    refused("under another", masters(FIRST, null));
  }

  private static void refused(String why, MasterKeys masters) {
    assertThatThrownBy(() -> masters.needed(1))
        .isInstanceOf(StartRefusal.class)
        .hasMessageContaining(why)
        .hasMessageContaining("master-1.key");
  }

  @Test
  void a_rotation_seals_what_lay_open_and_changes_the_wrapping_key_and_takes_it_away() {
    TestStore store = TestStore.open(database, masters(null, null));
    EntryId patient = store.fresh("Patient");
    store.done(store.create(patient, Map.of("name", "a")));
    byte[] content = read(store, patient);

    rotated(masters(FIRST, null), masters(FIRST, null), patient, content);
    rotated(masters(SECOND, FIRST), masters(SECOND, null), patient, content);
    rotated(masters(null, SECOND), masters(null, null), patient, content);
  }

  private void rotated(MasterKeys during, MasterKeys after, EntryId patient, byte[] content) {
    int version = TestStore.open(database, during).keys().epoch();
    assertThat(during.isSealedAsSet(version)).isFalse();
    TestStore.destruction(during)
        .run(database.database().disposing(), new KeyDestruction.Target.Nothing());
    assertThat(after.isSealedAsSet(version + 1)).isTrue();
    assertThat(read(TestStore.open(database, after), patient)).isEqualTo(content);
  }

  private static byte[] read(TestStore store, EntryId id) {
    return store.records().read(AccessScope.everything(), id).orThrow().content();
  }
}
