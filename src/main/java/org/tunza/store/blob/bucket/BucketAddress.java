package org.tunza.store.blob.bucket;

import java.net.URI;
import org.tunza.platform.Place;
import org.tunza.platform.Settings.Addressing;

/**
 * Where the objects of a bucket are asked for.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 *
 * @param endpoint the server, with neither path nor query
 */
public record BucketAddress(URI endpoint, Addressing addressing, Place.Bucket bucket) {

  /** Of an object below the prefix; its key needs no encoding. */
  URI of(String key) {
    return URI.create(root() + "/" + bucket.prefix() + key);
  }

  /** Of the bucket with a question. */
  URI asking(String query) {
    return URI.create(root() + "/?" + query);
  }

  private String root() {
    return switch (addressing) {
      case PATH -> endpoint + "/" + bucket.name();
      case HOST ->
          "%s://%s.%s".formatted(endpoint.getScheme(), bucket.name(), endpoint.getAuthority());
    };
  }

  @Override
  public String toString() {
    return bucket + " at " + endpoint;
  }
}
