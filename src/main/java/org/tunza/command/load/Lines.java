package org.tunza.command.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** The lines of a file, one after the other. https://hl7.org/fhir/R4/nd-json.html */
final class Lines {

  static final int BYTES_MAX = 64 << 20;

  private static final int CHUNK_BYTES = 64 * 1024;

  private Lines() {}

  /** Is shown each line that is not blank, with its number. */
  @FunctionalInterface
  interface Visitor {
    void line(int number, byte[] line) throws IOException;
  }

  static void walk(InputStream content, Visitor visitor) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK_BYTES];
    int number = 1;
    for (int count = content.read(chunk); count >= 0; count = content.read(chunk)) {
      int from = 0;
      for (int at = 0; at < count; at++) {
        if (chunk[at] == '\n') {
          line.write(chunk, from, at - from);
          from = at + 1;
          show(number++, line.toByteArray(), visitor);
          line.reset();
        }
      }
      line.write(chunk, from, count - from);
      if (line.size() > BYTES_MAX) {
        throw new IOException("line %d is too long".formatted(number));
      }
    }
    show(number, line.toByteArray(), visitor);
  }

  private static void show(int number, byte[] line, Visitor visitor) throws IOException {
    for (byte one : line) {
      if (one < 0 || one > ' ') {
        visitor.line(number, line);
        return;
      }
    }
  }
}
