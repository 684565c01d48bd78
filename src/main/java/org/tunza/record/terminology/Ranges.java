package org.tunza.record.terminology;

import java.util.Arrays;
import java.util.BitSet;

/** A set of numbers as ranges in order, which neither overlap nor touch. */
public final class Ranges {

  public static final Ranges NONE = new Ranges(new int[0]);

  private final int[] bounds;

  private Ranges(int[] bounds) {
    this.bounds = bounds;
  }

  /** The ranges of a set. */
  public static Ranges of(BitSet set) {
    Union union = new Union();
    for (int from = set.nextSetBit(0); from >= 0; ) {
      int to = set.nextClearBit(from);
      union.add(from, to);
      from = set.nextSetBit(to);
    }
    return union.ranges();
  }

  /** How many there are. */
  public int count() {
    return bounds.length / 2;
  }

  public BitSet set() {
    BitSet set = new BitSet();
    for (int i = 0; i < bounds.length; i += 2) {
      set.set(bounds[i], bounds[i + 1]);
    }
    return set;
  }

  public boolean contains(int number) {
    int at = Arrays.binarySearch(bounds, number);
    return at >= 0 ? at % 2 == 0 : (-at - 1) % 2 == 1;
  }

  /** As PostgreSQL writes a multirange. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < bounds.length; i += 2) {
      text.append(i == 0 ? "[" : ",[").append(bounds[i]).append(',').append(bounds[i + 1]);
      text.append(')');
    }
    return text.append('}').toString();
  }

  /** Reads what PostgreSQL writes; there may be thousands of them, so each letter is seen once. */
  public static Ranges parse(String text) {
    int[] bounds = new int[8];
    int size = 0;
    int number = -1;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit >= 0 && digit <= 9) {
        number = Math.max(number, 0) * 10 + digit;
      } else if (number >= 0) {
        if (size == bounds.length) {
          bounds = Arrays.copyOf(bounds, size * 2);
        }
        bounds[size++] = number;
        number = -1;
      }
    }
    return new Ranges(Arrays.copyOf(bounds, size));
  }

  /** Gathers ranges in any order. */
  static final class Union {
    private long[] ranges = new long[4];
    private int size;

    void add(int from, int to) {
      if (size == ranges.length) {
        ranges = Arrays.copyOf(ranges, size * 2);
      }
      ranges[size++] = (long) from << Integer.SIZE | to;
    }

    void add(Ranges more) {
      for (int i = 0; i < more.bounds.length; i += 2) {
        add(more.bounds[i], more.bounds[i + 1]);
      }
    }

    Ranges ranges() {
      if (size == 0) {
        return NONE;
      }
      Arrays.sort(ranges, 0, size);
      int[] bounds = new int[size * 2];
      int end = 0;
      for (int i = 0; i < size; i++) {
        int from = (int) (ranges[i] >>> Integer.SIZE);
        int to = (int) ranges[i];
        if (end > 0 && from <= bounds[end - 1]) {
          bounds[end - 1] = Math.max(bounds[end - 1], to);
        } else {
          bounds[end++] = from;
          bounds[end++] = to;
        }
      }
      return new Ranges(Arrays.copyOf(bounds, end));
    }
  }
}
