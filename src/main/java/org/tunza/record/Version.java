package org.tunza.record;

import java.time.Instant;

/**
 * An immutable state of a record entry. A deleted state carries only type, id and meta.
 *
 * @param number 1 for the first, then without gaps
 * @param content canonical JSON; not to be changed
 */
public record Version(
    EntryId id, EntryKey key, int number, Instant lastUpdated, State state, byte[] content) {

  /** Whether the version shows content or says that the entry was deleted. */
  public enum State {
    CURRENT(1),
    DELETED(2);

    private final int number;

    State(int number) {
      this.number = number;
    }

    /** The number that is kept in place of the word. */
    public int number() {
      return number;
    }

    public static State of(int number) {
      return switch (number) {
        case 1 -> CURRENT;
        case 2 -> DELETED;
        default -> throw new IllegalStateException("a state of number " + number);
      };
    }
  }

  @Override
  public String toString() {
    return "version %d of entry %d, %d bytes".formatted(number, key.entry(), content.length);
  }
}
