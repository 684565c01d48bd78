package org.tunza.fhir.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.tunza.fhir.BodyFault;

/** A stream that refuses to go on beyond a limit, and tells broken input as a refusal. */
final class LimitedStream extends FilterInputStream {

  private final long max;
  private long count;

  LimitedStream(InputStream in, long max) {
    super(in);
    this.max = max;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read;
    try {
      read = super.read(bytes, offset, length);
    } catch (IOException e) {
      throw new BodyFault(HttpBody.broken());
    }
    count += Math.max(read, 0);
    if (count > max) {
      throw new BodyFault(HttpBody.tooLarge(max));
    }
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    return read(new byte[(int) Math.min(bytes, 8192)]);
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
