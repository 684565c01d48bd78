package org.tunza.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunza.platform.Place;
import org.tunza.testing.S3Server;

/** The program as an operator starts it, with its blobs in a bucket. */
@Tag("slow")
final class BucketStartTest {

  @TempDir private Path folder;

  private static Map<String, String> environment(Place.Bucket place, String endpoint) {
    return Map.of(
        "TUNZA_BLOBS", place.toString(),
        "TUNZA_S3_ENDPOINT", endpoint,
        "TUNZA_S3_ACCESS_KEY", S3Server.CREDENTIALS.accessKey(),
        "TUNZA_S3_SECRET", S3Server.CREDENTIALS.secret());
  }

  @Test
  void the_first_start_marks_the_bucket_and_one_that_finds_no_server_there_ends_with_26()
      throws Exception {
    Place.Bucket place = S3Server.place();
    String data = "--data=" + folder.resolve("data");
    String endpoint;
    try (S3Server s3 = S3Server.start(folder)) {
      endpoint = s3.endpoint().toString();
      try (Child child = Child.start(environment(place, endpoint), "run", "--port=0", data)) {
        assertThat(child.saysUntil("is ready")).contains("is ready");
        assertThat(child.stop()).isEqualTo(143);
      }
      assertThat(s3.file(place, "id")).exists();
      assertThat(folder.resolve("data/blobs")).doesNotExist();
    }
    Child.Ended refused = Child.run(environment(place, endpoint), "run", "--port=0", data);
    assertThat(refused.output())
        .contains(place + " at " + endpoint + " can't be used: no answer")
        .doesNotContain(S3Server.CREDENTIALS.secret(), "\tat ");
    assertThat(refused.code()).isEqualTo(26);
  }
}
