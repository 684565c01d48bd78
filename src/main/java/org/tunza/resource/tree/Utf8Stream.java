package org.tunza.resource.tree;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import org.tunza.platform.PortionStream;

/** Passes bytes on as long as they are well-formed UTF-8 (RFC 3629, section 4). */
public final class Utf8Stream extends PortionStream {

  /** Continuation bytes that are still to come, and what the next one may be. */
  private int awaited;

  private int low;
  private int high;

  public Utf8Stream(InputStream stream) {
    super(stream);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = in.read(target, offset, length);
    for (int i = offset; i < offset + count; i++) {
      int b = target[i];
      if (b < 0 || awaited > 0) {
        check(b & 0xFF);
      }
    }
    if (count < 0 && awaited > 0) {
      throw new CharConversionException("the last character is cut");
    }
    return count;
  }

  private void check(int b) throws CharConversionException {
    if (awaited > 0) {
      if (b < low || b > high) {
        throw new CharConversionException("not a continuation byte");
      }
      await(awaited - 1, 0x80, 0xBF);
    } else if (b >= 0xC2 && b <= 0xDF) {
      await(1, 0x80, 0xBF);
    } else if (b >= 0xE0 && b <= 0xEF) {
      await(2, b == 0xE0 ? 0xA0 : 0x80, b == 0xED ? 0x9F : 0xBF);
    } else if (b >= 0xF0 && b <= 0xF4) {
      await(3, b == 0xF0 ? 0x90 : 0x80, b == 0xF4 ? 0x8F : 0xBF);
    } else {
      throw new CharConversionException("not the first byte of a character");
    }
  }

  private void await(int count, int lowest, int highest) {
    awaited = count;
    low = lowest;
    high = highest;
  }
}
