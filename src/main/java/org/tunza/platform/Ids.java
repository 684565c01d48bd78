package org.tunza.platform;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;

/**
 * New FHIR ids: twenty characters of lower-case Crockford base32, 48 bits of milliseconds and then
 * 52 random bits, so that their order in the "C" collation is the order of their making. See
 * https://hl7.org/fhir/R4/datatypes.html#id and https://www.crockford.com/base32.html.
 */
public final class Ids {
  public static final int LENGTH = 20;

  private static final byte[] DIGITS =
      "0123456789abcdefghjkmnpqrstvwxyz".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGIT_BITS = 5;
  private static final int MILLIS_BITS = 48;
  private static final int HALF_BITS = 50;

  private final InstantSource clock;
  private final Randomness randomness;

  public Ids(InstantSource clock, Randomness randomness) {
    this.clock = clock;
    this.randomness = randomness;
  }

  public String next() {
    long millis = clock.millis();
    if (millis < 0 || millis >>> MILLIS_BITS != 0) {
      throw new IllegalStateException("the clock is out of range: " + millis);
    }
    long random = randomness.bits();
    byte[] id = new byte[LENGTH];
    write(id, 0, millis << 2 | random >>> 62);
    write(id, LENGTH / 2, random & (1L << HALF_BITS) - 1);
    return new String(id, StandardCharsets.ISO_8859_1);
  }

  /** Whether an id has the form of those that are made here. */
  public static boolean areLike(String id) {
    return id.length() == LENGTH
        && id.chars().allMatch(c -> Arrays.binarySearch(DIGITS, (byte) c) >= 0);
  }

  private static void write(byte[] id, int start, long bits) {
    long rest = bits;
    for (int at = start + LENGTH / 2 - 1; at >= start; at--) {
      id[at] = DIGITS[(int) rest & (1 << DIGIT_BITS) - 1];
      rest >>>= DIGIT_BITS;
    }
  }
}
