package org.tunza.command.load;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file to take in, perhaps of an archive.
 *
 * @param name as it is told to whoever asked for it
 * @param opening its content, uncompressed; may be opened more than once
 */
record Source(String name, Packing.Content content, Opening opening) {

  /** Opens a content. */
  @FunctionalInterface
  interface Opening {
    InputStream open() throws IOException;
  }
}
