package org.tunza.platform;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Chance from the JDK's {@link SecureRandom}, drawn in blocks of 4 KB by each thread, since a call
 * for a few bytes costs almost as much as one for a block. Bytes handed out are wiped.
 */
final class SecureRandomness implements Randomness {
  static final SecureRandomness INSTANCE = new SecureRandomness();

  private static final int BLOCK_BYTES = 4096;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final ThreadLocal<Block> blocks = ThreadLocal.withInitial(Block::new);

  private SecureRandomness() {}

  @Override
  public void fill(byte[] target, int start, int end) {
    blocks.get().fill(target, start, end);
  }

  @Override
  public long bits() {
    return blocks.get().bits();
  }

  private static final class Block {
    private final SecureRandom source = new SecureRandom();
    private final byte[] bytes = new byte[BLOCK_BYTES];
    private int next = BLOCK_BYTES;

    void fill(byte[] target, int start, int end) {
      int at = start;
      while (at < end) {
        if (next == BLOCK_BYTES) {
          refill();
        }
        int length = Math.min(end - at, BLOCK_BYTES - next);
        System.arraycopy(bytes, next, target, at, length);
        wipe(length);
        at += length;
      }
    }

    long bits() {
      if (next > BLOCK_BYTES - Long.BYTES) {
        refill();
      }
      long bits = (long) LONGS.get(bytes, next);
      wipe(Long.BYTES);
      return bits;
    }

    private void wipe(int length) {
      Arrays.fill(bytes, next, next + length, (byte) 0);
      next += length;
    }

    private void refill() {
      source.nextBytes(bytes);
      next = 0;
    }
  }
}
