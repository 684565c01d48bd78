package org.tunza.command.load.source;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file to take in, perhaps of an archive.
 *
 * @param name as it is told to whoever asked for it
 * @param opening its content, uncompressed; may be opened more than once
 */
public record Source(String name, Packing.Content content, Opening opening) {

  /** Opens a content. */
  @FunctionalInterface
  public interface Opening {
    InputStream open() throws IOException;
  }
}
