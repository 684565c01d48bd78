package org.tunza.fhir.http;

import java.io.IOException;
import java.io.InputStream;
import org.tunza.fhir.BodyFault;
import org.tunza.platform.PortionStream;

/** A stream that refuses to go on beyond a limit, and tells broken input as a refusal. */
final class LimitedStream extends PortionStream {

  private final long max;
  private long count;

  LimitedStream(InputStream in, long max) {
    super(in);
    this.max = max;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read;
    try {
      read = in.read(bytes, offset, length);
    } catch (IOException e) {
      throw new BodyFault(HttpBody.broken());
    }
    count += Math.max(read, 0);
    if (count > max) {
      throw new BodyFault(HttpBody.tooLarge(max));
    }
    return read;
  }
}
