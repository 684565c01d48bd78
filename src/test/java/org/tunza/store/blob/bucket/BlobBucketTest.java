package org.tunza.store.blob.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.platform.Clock;
import org.tunza.platform.Place;
import org.tunza.platform.Randomness;
import org.tunza.platform.Settings.Addressing;
import org.tunza.platform.StartRefusal;
import org.tunza.platform.database.Transactions;
import org.tunza.store.blob.BlobFolder;
import org.tunza.store.blob.BlobStore;
import org.tunza.store.blob.BlobStoreContract;
import org.tunza.store.blob.OwnStore;
import org.tunza.testing.S3Server;
import org.tunza.testing.TestDatabase;

/** Blobs in a bucket of a real server that checks signatures. */
@Tag("slow")
final class BlobBucketTest extends BlobStoreContract {

  private static final byte[] ONE = {1};
  private static final Instant LATER = Instant.parse("2999-01-01T00:00:00Z");

  @TempDir private static Path folder;
  private static S3Server server;

  private final Place.Bucket place = S3Server.place();

  @BeforeAll
  static void start() throws Exception {
    server = S3Server.start(folder);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  protected BlobStore fresh() {
    return server.store(place);
  }

  @Override
  protected void loseMark() throws IOException {
    Files.delete(server.file(place, "id"));
  }

  /** Puts an object under any key, without the mark being looked at. */
  private void object(String key, byte[] bytes) {
    BucketAddress address = new BucketAddress(server.endpoint(), Addressing.PATH, place);
    try {
      new BucketRequests(S3Server.CREDENTIALS, Duration.ofSeconds(20), Clock.system())
          .send("PUT", address.of(key), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> shown() throws IOException {
    List<String> shown = new ArrayList<>();
    fresh().each(LATER, shown::add);
    return shown;
  }

  @Test
  void a_list_of_more_than_one_page_is_shown_whole() throws IOException {
    List<String> names =
        IntStream.range(0, 1_100).mapToObj("%064x"::formatted).map(BlobBucketTest::mixed).toList();
    names.forEach(name -> object(name.substring(0, 2) + "/" + name.substring(2), ONE));
    assertThat(shown()).containsExactlyInAnyOrderElementsOf(names);
  }

  private static String mixed(String name) {
    return new StringBuilder(name).reverse().toString();
  }

  @Test
  void what_lies_beside_the_blobs_is_none() throws IOException {
    List.of("ab/note.txt", "readme", "ab/cd/" + "0".repeat(60)).forEach(key -> object(key, ONE));
    assertThat(shown()).isEmpty();
    assertThat(fresh().isEmpty()).isTrue();
  }

  @Test
  void a_folder_that_is_copied_into_a_bucket_is_the_store_that_it_was() throws IOException {
    Path root = folder.resolve("original");
    BlobFolder original = new BlobFolder(root);
    original.mark("0f0f");
    String name = "ab" + "0".repeat(62);
    original.put(name, ONE);
    for (String key : List.of("id", "ab/" + "0".repeat(62))) {
      object(key, Files.readAllBytes(root.resolve(key)));
    }
    assertThat(fresh().id()).hasValue("0f0f");
    assertThat(fresh().find(name)).hasValue(ONE);
    assertThat(shown()).containsExactly(name);
  }

  private static BlobStore opened(TestDatabase database, BlobStore store) {
    return OwnStore.open(
        new Transactions(database.database().owner(), Randomness.secure()),
        store,
        Randomness.secure());
  }

  @Test
  void a_bucket_belongs_to_the_database_that_marked_it() throws IOException {
    loseMark();
    try (TestDatabase database = TestDatabase.fresh();
        TestDatabase other = TestDatabase.fresh()) {
      String id = opened(database, fresh()).id().orElseThrow();
      assertThat(opened(database, fresh()).id()).hasValue(id);
      assertRefused(other, fresh(), StartRefusal.Reason.BLOBS_ELSEWHERE, place.toString());
      BlobStore elsewhere = server.store(S3Server.place());
      assertRefused(database, elsewhere, StartRefusal.Reason.BLOBS_ELSEWHERE, "test/");
    }
  }

  @Test
  void with_a_wrong_secret_or_without_the_bucket_the_start_is_refused() {
    Credentials wrong = new Credentials("us-east-1", "test-access-key", "wrong");
    Place.Bucket missing = new Place.Bucket("missing", "");
    try (TestDatabase database = TestDatabase.fresh()) {
      assertRefused(
          database,
          server.store(place, wrong),
          StartRefusal.Reason.BLOBS_UNREACHABLE,
          "403 SignatureDoesNotMatch");
      assertRefused(
          database, server.store(missing), StartRefusal.Reason.BLOBS_UNREACHABLE, "no such bucket");
    }
  }

  private static void assertRefused(
      TestDatabase database, BlobStore store, StartRefusal.Reason reason, String why) {
    assertThatThrownBy(() -> opened(database, store))
        .isInstanceOfSatisfying(
            StartRefusal.class,
            refusal -> {
              assertThat(refusal.reason()).isEqualTo(reason);
              assertThat(refusal.line()).contains(why).doesNotContain("secret", "\n");
            });
  }
}
