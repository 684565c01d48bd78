package org.tunza.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tunza.testing.LargeBinaries.large;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.platform.Place;
import org.tunza.platform.Randomness;
import org.tunza.platform.job.Recurring;
import org.tunza.store.blob.BlobStore;
import org.tunza.store.blob.BlobSweep;
import org.tunza.store.blob.Blobs;
import org.tunza.store.key.KeyDestruction;
import org.tunza.store.key.KeyDestruction.Target;
import org.tunza.store.verify.Finding;
import org.tunza.store.verify.Finding.Kind;
import org.tunza.testing.Await;
import org.tunza.testing.LargeBinaries;
import org.tunza.testing.Reply;
import org.tunza.testing.S3Server;
import org.tunza.testing.TestServer;
import org.tunza.testing.TestStore;

/** The whole server with its blobs in a bucket: what is told of a folder is so there, too. */
@Tag("slow")
final class BucketTest {

  @TempDir private static Path folder;
  private static S3Server s3;
  private static BlobStore store;
  private static final Place.Bucket PLACE = S3Server.place();
  private static TestServer server;
  private static LargeBinaries blobs;

  @BeforeAll
  static void start() throws Exception {
    s3 = S3Server.start(folder);
    store = s3.store(PLACE);
    server = TestServer.start(store);
    blobs = new LargeBinaries(server);
  }

  @AfterAll
  static void stop() {
    if (s3 != null) {
      s3.close();
    }
  }

  private static void destroy(Target target) {
    new KeyDestruction(
            server.ground().masters(), Randomness.secure(), name -> Blobs.remove(store, name))
        .run(server.database().database().disposing(), target);
  }

  private static String name(String entry) {
    return blobs.kept(entry).getFirst().name();
  }

  @Test
  void a_large_binary_is_read_as_it_was_written_and_lies_sealed_in_the_bucket() throws IOException {
    byte[] bytes = "okapi under the jackfruit tree. ".repeat(200_000).getBytes(UTF_8);
    String entry = blobs.create(bytes);
    assertThat(blobs.read(entry)).isEqualTo(bytes);
    assertThat(server.another(store).get("/" + entry).is(200).bytes()).isEqualTo(bytes);
    assertThat(server.home().resolve("blobs")).doesNotExist();
    byte[] sealed = store.find(name(entry)).orElseThrow();
    assertThat(new String(sealed, UTF_8)).doesNotContain("okapi");
    assertThat(blobs.findings()).isEmpty();
  }

  @Test
  void an_object_that_is_missing_or_altered_is_never_answered_and_is_found() throws IOException {
    String entry = blobs.create(large(1));
    byte[] sealed = store.find(name(entry)).orElseThrow();
    store.remove(name(entry));
    assertLost(entry, Kind.BLOB_MISSING);
    store.put(name(entry), new byte[] {1});
    assertLost(entry, Kind.BLOB_ALTERED);
    store.put(name(entry), sealed);
    assertThat(blobs.read(entry)).isEqualTo(large(1));
    assertThat(blobs.findings()).isEmpty();
  }

  private static void assertLost(String entry, Kind kind) {
    assertThat(server.get("/" + entry).is(500).code()).isEqualTo("TNZ-0506");
    assertThat(blobs.findings()).extracting(Finding::kind).containsExactly(kind);
  }

  @Test
  void what_is_destroyed_loses_its_object_and_a_copy_that_comes_back_belongs_to_nothing()
      throws IOException {
    String entry = blobs.create(large(2));
    String name = name(entry);
    byte[] copy = store.find(name).orElseThrow();
    destroy(new Target.Entry(server.database().where(entry), TestStore.WHO));
    assertThat(store.find(name)).isEmpty();
    store.put(name, copy);
    assertThat(server.get("/" + entry).is(410).code()).isEqualTo("TNZ-0122");
    assertThat(blobs.kept(entry)).isEmpty();
    sweepUntilGone(name);
  }

  @Test
  void what_no_row_claims_is_swept_and_what_one_does_stays() throws IOException {
    String entry = blobs.create(large(5));
    String broken = "0a".repeat(32);
    store.put(broken, new byte[] {1});
    sweepUntilGone(broken);
    assertThat(blobs.read(entry)).isEqualTo(large(5));
    assertThat(blobs.findings()).isEmpty();
  }

  /** Sweeps as a server does, in the far future. */
  private static void sweepUntilGone(String name) {
    Path object = s3.file(PLACE, name.substring(0, 2) + "/" + name.substring(2));
    assertThat(object).exists();
    InstantSource later = InstantSource.fixed(Instant.parse("2999-01-01T00:00:00Z"));
    try (Recurring _ =
        BlobSweep.start(
            store, server.database().database().transactions(), later, Duration.ofMillis(20))) {
      Await.until("it is swept", () -> !Files.exists(object));
    }
  }

  @Test
  void while_the_bucket_is_not_there_large_data_waits_and_the_rest_goes_on() throws IOException {
    String entry = blobs.create(large(3));
    Path bucket = s3.file(PLACE, "");
    Path away = Files.move(bucket, bucket.resolveSibling("away"));
    Reply refused = server.ask("/Binary").bytes("image/png", large(4)).send("POST");
    assertThat(refused.is(503).code()).isEqualTo("TNZ-0507");
    assertThat(refused.header("Retry-After")).isNotEmpty();
    assertThat(server.get("/" + entry).is(503).code()).isEqualTo("TNZ-0507");
    server.post("/Patient", Samples.PATIENT).is(201);
    Files.move(away, bucket);
    assertThat(blobs.read(entry)).isEqualTo(large(3));
    assertThat(blobs.findings()).isEmpty();
  }
}
