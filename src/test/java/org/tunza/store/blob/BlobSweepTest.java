package org.tunza.store.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tunza.testing.LargeBinaries.large;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tunza.testing.LargeBinaries;
import org.tunza.testing.TestServer;

/** What a commit that was broken off leaves is swept, once it is old enough, and nothing else. */
final class BlobSweepTest {

  private static final TestServer SERVER = TestServer.start(List.of());
  private static final LargeBinaries BLOBS = new LargeBinaries(SERVER);
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final Instant OLD = NOW.minus(BlobSweep.AGE).minusSeconds(1);
  private static final Instant YOUNG = NOW.minus(BlobSweep.AGE).plusSeconds(1);

  private final BlobStore store = SERVER.ground().blobStore();
  private final BlobSweep sweep =
      new BlobSweep(store, SERVER.database().database().transactions(), InstantSource.fixed(NOW));
  private String kept;

  @BeforeEach
  void a_binary_is_there() throws IOException {
    kept = BLOBS.create(large(1));
    for (Path file : BLOBS.files()) {
      date(file, OLD);
    }
  }

  private static void date(Path file, Instant moment) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(moment));
  }

  private Path put(String name, Instant moment) throws IOException {
    store.put(name, new byte[] {1});
    date(BLOBS.file(name), moment);
    return BLOBS.file(name);
  }

  @Test
  void what_no_row_claims_is_removed_when_it_is_a_day_old() throws IOException {
    Path old = put("0a".repeat(32), OLD);
    Path young = put("0b".repeat(32), YOUNG);
    sweep.sweep();
    assertThat(old).doesNotExist();
    assertThat(young).exists();
    assertThat(BLOBS.read(kept)).isEqualTo(large(1));
    Files.delete(young);
  }

  @Test
  void a_file_that_was_not_finished_goes_too() throws IOException {
    Path unfinished = put("0c".repeat(32), OLD).resolveSibling("0c.making");
    Files.write(unfinished, new byte[] {1});
    date(unfinished, OLD);
    Path being = unfinished.resolveSibling("0d.making");
    Files.write(being, new byte[] {1});
    date(being, YOUNG);
    sweep.sweep();
    assertThat(unfinished).doesNotExist();
    assertThat(being).exists();
    Files.delete(being);
  }

  @Test
  void a_transaction_that_is_refused_at_its_end_leaves_a_blob_that_belongs_to_nothing()
      throws IOException {
    String patient = SERVER.post("/Patient", "{\"resourceType\":\"Patient\"}").is(201).entry();
    SERVER
        .post(
            "/Observation",
            "{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"text\":\"a\"},"
                + "\"subject\":{\"reference\":\"%s\"}}".formatted(patient))
        .is(201);
    SERVER
        .post(
            "",
            """
            {"resourceType":"Bundle","type":"transaction","entry":[
            {"resource":%s,"request":{"method":"POST","url":"Binary"}},
            {"request":{"method":"DELETE","url":"%s"}}]}
            """
                .formatted(LargeBinaries.json(large(2)), patient))
        .is(409);
    List<String> unclaimed = unclaimed();
    assertThat(unclaimed).hasSize(1);
    assertThat(BLOBS.findings()).isEmpty();
    date(BLOBS.file(unclaimed.getFirst()), OLD);
    sweep.sweep();
    assertThat(unclaimed()).isEmpty();
  }

  private List<String> unclaimed() throws IOException {
    List<String> names = new java.util.ArrayList<>();
    new Unclaimed(store, SERVER.database().database().transactions()).each(NOW, names::add);
    return names;
  }

  @Test
  void the_same_put_twice_does_no_harm() throws IOException {
    Path file = put("0e".repeat(32), OLD);
    store.put("0e".repeat(32), new byte[] {1});
    assertThat(store.find("0e".repeat(32)))
        .hasValueSatisfying(bytes -> assertThat(bytes).containsExactly(1));
    Files.delete(file);
  }
}
