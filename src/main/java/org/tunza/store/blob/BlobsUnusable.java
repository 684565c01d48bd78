package org.tunza.store.blob;

import java.io.IOException;

/** Blobs can't be put or read for now. */
public final class BlobsUnusable extends RuntimeException {

  BlobsUnusable(IOException cause) {
    super("blobs can't be put or read", cause);
  }

  /** Whether there is no room. */
  public boolean isFull() {
    return String.valueOf(getCause()).contains("No space left on device");
  }
}
