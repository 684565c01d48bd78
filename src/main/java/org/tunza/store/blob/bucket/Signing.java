package org.tunza.store.blob.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tunza.store.merkle.Sha256;

/**
 * Signs a request by AWS Signature Version 4, in its headers.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
final class Signing {

  /** The header with the hash of the body. */
  static final String BODY_HASH = "x-amz-content-sha256";

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String SERVICE = "s3";
  private static final String END = "aws4_request";
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int DATE_LENGTH = 8;

  private final Credentials credentials;

  Signing(Credentials credentials) {
    this.credentials = credentials;
  }

  /**
   * What a request must say besides its host, the signature among it.
   *
   * @param address encoded as it will be sent
   * @param headers those that it has already, in small letters, with the hash of the body
   */
  Map<String, String> sign(
      String method, URI address, Map<String, String> headers, Instant moment) {
    String time = MOMENT.format(moment);
    SortedMap<String, String> signed = new TreeMap<>(headers);
    signed.put("host", host(address));
    signed.put("x-amz-date", time);
    String names = String.join(";", signed.keySet());
    String scope =
        String.join("/", time.substring(0, DATE_LENGTH), credentials.region(), SERVICE, END);
    String request = canonical(method, address, signed, names);
    String toSign =
        String.join("\n", ALGORITHM, time, scope, hex(Sha256.of(request.getBytes(UTF_8))));
    signed.put(
        "authorization",
        "%s Credential=%s/%s,SignedHeaders=%s,Signature=%s"
            .formatted(
                ALGORITHM, credentials.accessKey(), scope, names, hex(hmac(key(scope), toSign))));
    signed.remove("host");
    return signed;
  }

  private static String host(URI address) {
    return address.getPort() < 0 ? address.getHost() : address.getHost() + ":" + address.getPort();
  }

  private static String canonical(
      String method, URI address, SortedMap<String, String> headers, String names) {
    String lines =
        headers.entrySet().stream()
            .map(header -> header.getKey() + ":" + header.getValue() + "\n")
            .collect(Collectors.joining());
    return String.join(
        "\n", method, address.getRawPath(), query(address), lines, names, headers.get(BODY_HASH));
  }

  private static String query(URI address) {
    return address.getRawQuery() == null
        ? ""
        : Arrays.stream(address.getRawQuery().split("&", -1))
            .map(one -> one.contains("=") ? one : one + "=")
            .sorted()
            .collect(Collectors.joining("&"));
  }

  /** The key for one day, region and service. */
  private byte[] key(String scope) {
    byte[] key = ("AWS4" + credentials.secret()).getBytes(UTF_8);
    for (String part : scope.split("/", -1)) {
      key = hmac(key, part);
    }
    return key;
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC with SHA-256", e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
