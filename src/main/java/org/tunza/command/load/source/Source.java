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

  /**
   * The name without what it says of content and compression: that of Patient.ndjson.gz is Patient.
   */
  public String stem() {
    int from = name.lastIndexOf('/') + 1;
    int dot = name.indexOf('.', from);
    return dot < 0 ? name : name.substring(0, dot);
  }

  /** Opens a content. */
  @FunctionalInterface
  public interface Opening {
    InputStream open() throws IOException;
  }
}
