package org.tunza.platform;

import java.util.Random;

/** Chance, given to whoever needs it: keys, nonces, salts, ids and jitter. */
public interface Randomness {
  /** Fills the bytes from start (included) to end (excluded). */
  void fill(byte[] target, int start, int end);

  /** Sixty-four random bits. */
  long bits();

  /** So many random bytes. */
  default byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    fill(bytes, 0, length);
    return bytes;
  }

  /** A number from 0 to bound, the bound excluded. */
  default long below(long bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive: " + bound);
    }
    return Math.floorMod(bits() >>> 1, bound);
  }

  /** Cryptographically strong chance, drawn in blocks by each thread. */
  static Randomness secure() {
    return SecureRandomness.INSTANCE;
  }

  /** The same chance in every run, for tests and simulations only. */
  static Randomness seeded(long seed) {
    Random random = new Random(seed);
    return new Randomness() {
      @Override
      public synchronized void fill(byte[] target, int start, int end) {
        for (int at = start; at < end; at++) {
          target[at] = (byte) random.nextInt();
        }
      }

      @Override
      public synchronized long bits() {
        return random.nextLong();
      }
    };
  }
}
