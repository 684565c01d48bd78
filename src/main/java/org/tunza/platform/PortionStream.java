package org.tunza.platform;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that is read in portions only: single bytes and what is skipped go the same way, so that
 * who counts, checks or limits what passes sees all of it in one place.
 */
public abstract class PortionStream extends FilterInputStream {

  private static final int SKIPPED_AT_ONCE = 8192;

  protected PortionStream(InputStream in) {
    super(in);
  }

  @Override
  public abstract int read(byte[] target, int offset, int length) throws IOException;

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public final long skip(long bytes) throws IOException {
    int wanted = (int) Math.min(bytes, SKIPPED_AT_ONCE);
    return wanted <= 0 ? 0 : Math.max(0, read(new byte[wanted], 0, wanted));
  }

  @Override
  public final boolean markSupported() {
    return false;
  }
}
