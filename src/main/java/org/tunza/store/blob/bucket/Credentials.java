package org.tunza.store.blob.bucket;

/**
 * With what requests to a bucket are signed.
 *
 * @param accessKey names the secret to the server
 */
public record Credentials(String region, String accessKey, String secret) {
  @Override
  public String toString() {
    return "Credentials[" + region + ", " + accessKey + "]";
  }
}
