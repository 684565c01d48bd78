package org.tunza.store.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.platform.Randomness;
import org.tunza.platform.StartRefusal;
import org.tunza.platform.database.Sql;
import org.tunza.platform.database.Transactions;
import org.tunza.testing.TestDatabase;

/** A database and its folder of blobs belong together. */
final class OwnStoreTest {

  @TempDir private Path folder;
  private TestDatabase database;

  @BeforeEach
  void open() {
    database = TestDatabase.fresh();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static BlobStore opened(TestDatabase of, Path root) {
    return OwnStore.open(
        new Transactions(of.database().owner(), Randomness.secure()),
        new BlobFolder(root),
        Randomness.secure());
  }

  private void refused(Path root, String why) {
    assertThatThrownBy(() -> opened(database, root))
        .isInstanceOfSatisfying(
            StartRefusal.class,
            refusal -> {
              assertThat(refusal.reason()).isEqualTo(StartRefusal.Reason.BLOBS_ELSEWHERE);
              assertThat(refusal.line()).contains(root.toString(), why).doesNotContain("\n");
            });
  }

  @Test
  void the_first_start_marks_both_and_later_ones_find_the_marks() throws Exception {
    Path own = folder.resolve("own");
    String id = opened(database, own).id().orElseThrow();
    assertThat(opened(database, own).id()).hasValue(id);
    assertThat(Files.readString(own.resolve("id")).strip()).isEqualTo(id).hasSize(32);
  }

  @Test
  void a_folder_without_the_mark_is_refused_even_while_there_are_no_blobs() throws Exception {
    opened(database, folder.resolve("own"));
    refused(folder.resolve("another"), "does not hold this database's blobs");
  }

  @Test
  void the_folder_of_another_database_is_refused() throws Exception {
    opened(database, folder.resolve("own"));
    try (TestDatabase other = TestDatabase.fresh()) {
      opened(other, folder.resolve("others"));
    }
    refused(folder.resolve("others"), "holds another database's blobs");
  }

  @Test
  void a_new_database_takes_no_folder_that_is_marked_or_in_which_blobs_lie() throws Exception {
    try (TestDatabase other = TestDatabase.fresh()) {
      opened(other, folder.resolve("others"));
    }
    refused(folder.resolve("others"), "holds another database's blobs");
    Files.createDirectories(folder.resolve("unmarked/0a"));
    refused(folder.resolve("unmarked"), "holds another database's blobs");
  }

  @Test
  void a_first_start_that_was_killed_at_any_moment_is_ended_by_the_next() throws Exception {
    Path own = folder.resolve("own");
    superuser("insert into blob_store values ('1234', false)");
    assertThat(opened(database, own).id()).hasValue("1234");
    superuser("update blob_store set marked = false");
    assertThat(opened(database, own).id()).hasValue("1234");
    refused(folder.resolve("another"), "does not hold this database's blobs");
  }

  private void superuser(String sql) throws SQLException {
    try (Connection superuser = database.superuser()) {
      Sql.update(superuser, sql);
    }
  }
}
