package org.tunza.resource.terminology.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;

/** A file, perhaps of a zip, with what it begins with. */
record Member(String name, String head, Opening opening) {

  private static final int HEAD_BYTES = 4096;
  private static final int BUFFER_BYTES = 1 << 16;

  /** Opens the content; may be asked more than once. */
  @FunctionalInterface
  interface Opening {
    InputStream open() throws IOException;
  }

  static Member of(String name, Opening opening) throws IOException {
    try (InputStream stream = opening.open()) {
      String head = new String(stream.readNBytes(HEAD_BYTES), UTF_8);
      return new Member(name, head.startsWith("\uFEFF") ? head.substring(1) : head, opening);
    }
  }

  /** The first line. */
  String firstLine() {
    return head.lines().findFirst().orElse("");
  }

  InputStream open() throws IOException {
    return new BufferedInputStream(opening.open(), BUFFER_BYTES);
  }

  /** Its lines; a byte order mark is part of the first. */
  BufferedReader lines() throws IOException {
    return new BufferedReader(new InputStreamReader(opening.open(), UTF_8), BUFFER_BYTES);
  }
}
