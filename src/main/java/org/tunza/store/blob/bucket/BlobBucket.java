package org.tunza.store.blob.bucket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tunza.platform.StartRefusal;
import org.tunza.store.blob.BlobStore;

/**
 * Blobs as objects of a bucket, {@code ab/cd…} by their names, as in a folder. Its object {@code
 * id} says whose. https://docs.aws.amazon.com/AmazonS3/latest/API/
 */
public final class BlobBucket implements BlobStore {

  private static final Pattern KEY = Pattern.compile("[0-9a-f]{2}/[0-9a-f]{62}");
  private static final String ID = "id";
  private static final byte[] NOTHING = {};

  private final BucketAddress address;
  private final BucketRequests requests;

  /**
   * @param limit the longest time of one request, with all its tries
   */
  public BlobBucket(
      BucketAddress address, Credentials credentials, Duration limit, InstantSource clock) {
    this.address = address;
    this.requests = new BucketRequests(credentials, limit, clock);
  }

  @Override
  public String toString() {
    return address.toString();
  }

  @Override
  public Optional<String> id() {
    try {
      return requests
          .send("GET", address.of(ID), NOTHING)
          .map(bytes -> new String(bytes, US_ASCII).strip());
    } catch (IOException e) {
      throw refusal(e);
    }
  }

  @Override
  public void mark(String id) {
    try {
      write(address.of(ID), (id + "\n").getBytes(US_ASCII));
    } catch (IOException e) {
      throw refusal(e);
    }
  }

  @Override
  public boolean isEmpty() {
    try {
      Listing first = page("");
      return first.next().isEmpty() && first.items().stream().noneMatch(item -> isBlob(item.key()));
    } catch (IOException e) {
      throw refusal(e);
    }
  }

  private StartRefusal refusal(IOException e) {
    return new StartRefusal(
        StartRefusal.Reason.BLOBS_UNREACHABLE,
        "%s can't be used: %s; correct s3.… or bring it back.".formatted(this, e.getMessage()),
        e);
  }

  @Override
  public void put(String name, byte[] sealed) throws IOException {
    if (sealed.length > BucketRequests.BODY_BYTES_MAX) {
      throw new IOException("a blob of %d bytes is too large".formatted(sealed.length));
    }
    requireMark();
    write(address.of(key(name)), sealed);
  }

  private void write(URI object, byte[] bytes) throws IOException {
    if (requests.send("PUT", object, bytes).isEmpty()) {
      throw new IOException("there is no such bucket");
    }
  }

  @Override
  public Optional<byte[]> find(String name) throws IOException {
    Optional<byte[]> found = requests.send("GET", address.of(key(name)), NOTHING);
    if (found.isEmpty()) {
      requireMark();
    }
    return found;
  }

  /** A bucket that was made anew is empty, and must neither be filled nor believed. */
  private void requireMark() throws IOException {
    if (requests.send("HEAD", address.of(ID), NOTHING).isEmpty()) {
      throw new IOException("the mark of the bucket is gone");
    }
  }

  @Override
  public void each(Instant before, Each each) throws IOException {
    Optional<String> next = Optional.of("");
    while (next.isPresent()) {
      Listing page = page(next.get());
      for (Listing.Item item : page.items()) {
        if (isBlob(item.key()) && item.modified().isBefore(before)) {
          each.take(item.key().substring(address.bucket().prefix().length()).replace("/", ""));
        }
      }
      next = page.next();
    }
  }

  private boolean isBlob(String key) {
    String prefix = address.bucket().prefix();
    return key.startsWith(prefix) && KEY.matcher(key.substring(prefix.length())).matches();
  }

  /**
   * A page of the bucket's list.
   *
   * @param from tells which, as the page before said; empty for the first
   */
  private Listing page(String from) throws IOException {
    String token = from.isEmpty() ? "" : "continuation-token=" + encoded(from) + "&";
    URI question =
        address.asking(token + "list-type=2&prefix=" + encoded(address.bucket().prefix()));
    return Listing.of(
        requests
            .send("GET", question, NOTHING)
            .orElseThrow(() -> new IOException("there is no such bucket")));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  @Override
  public void remove(String name) throws IOException {
    requests.send("DELETE", address.of(key(name)), NOTHING);
  }

  /** An object is put as a whole or not at all. */
  @Override
  public void removeBroken(Instant before) {}

  private static String key(String name) {
    return name.substring(0, 2) + "/" + name.substring(2);
  }
}
