package org.tunza.store.blob;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Where sealed bytes lie, each under its name: the SHA-256 of the bytes, in hexadecimal. */
public interface BlobStore {

  /** The id of the store of blobs that this is; none before it was marked. Refuses the start. */
  Optional<String> id();

  /** Gives it its id; refuses the start when it can't. */
  void mark(String id);

  /** Whether there are no blobs; refuses the start when it can't tell. */
  boolean isEmpty();

  /**
   * Keeps it; returns when that would survive a failure of power. The same again does no harm.
   *
   * @param name the SHA-256 of what is sealed
   */
  void put(String name, byte[] sealed) throws IOException;

  /** What is kept under a name. */
  Optional<byte[]> find(String name) throws IOException;

  /** Shows each name that was put before a moment. */
  void each(Instant before, Each each) throws IOException;

  /** Takes each in turn. */
  @FunctionalInterface
  interface Each {
    void take(String name) throws IOException;
  }

  /** Removes what is kept under a name, if anything is. */
  void remove(String name) throws IOException;

  /** Removes what was left by a put that was broken off before a moment. */
  void removeBroken(Instant before) throws IOException;
}
