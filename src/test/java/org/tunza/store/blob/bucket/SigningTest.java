package org.tunza.store.blob.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tunza.store.merkle.Sha256;

/**
 * Signatures are those of the published examples.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
final class SigningTest {

  private static final Credentials CREDENTIALS =
      new Credentials(
          "us-east-1", "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
  private static final Instant MOMENT = Instant.parse("2013-05-24T00:00:00Z");

  private static String authorization(
      String method, String path, Map<String, String> headers, String body) {
    Map<String, String> all = new HashMap<>(headers);
    all.put(Signing.BODY_HASH, HexFormat.of().formatHex(Sha256.of(body.getBytes(UTF_8))));
    URI address = URI.create("https://examplebucket.s3.amazonaws.com" + path);
    Map<String, String> signed = new Signing(CREDENTIALS).sign(method, address, all, MOMENT);
    assertThat(signed).containsEntry("x-amz-date", "20130524T000000Z").doesNotContainKey("host");
    return String.valueOf(signed.get("authorization"));
  }

  @Test
  void a_get_with_further_headers_is_signed_as_published() {
    assertThat(authorization("GET", "/test.txt", Map.of("range", "bytes=0-9"), ""))
        .isEqualTo(
            "AWS4-HMAC-SHA256 "
                + "Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  }

  @Test
  void a_put_is_signed_with_its_body_as_published() {
    assertThat(
            authorization(
                "PUT",
                "/test%24file.text",
                Map.of(
                    "date",
                    "Fri, 24 May 2013 00:00:00 GMT",
                    "x-amz-storage-class",
                    "REDUCED_REDUNDANCY"),
                "Welcome to Amazon S3."))
        .endsWith("98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  }

  @Test
  void a_question_is_signed_as_published() {
    assertThat(authorization("GET", "/?lifecycle", Map.of(), ""))
        .endsWith("fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
    assertThat(authorization("GET", "/?prefix=J&max-keys=2", Map.of(), ""))
        .endsWith("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
  }

  @Test
  void no_secret_is_shown() {
    assertThat(CREDENTIALS).hasToString("Credentials[us-east-1, AKIAIOSFODNN7EXAMPLE]");
  }
}
