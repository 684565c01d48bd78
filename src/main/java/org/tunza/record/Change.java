package org.tunza.record;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.tunza.record.index.Criteria;

/**
 * What one commit does, together or not at all.
 *
 * @param writes in the order in which they take effect; no two concern one entry
 * @param lookups conditional references: each must match exactly one entry
 * @param returning whether the contents written are wanted back
 * @param places how a refusal names the write at a place, as {@code Bundle.entry[3]}
 * @param once a key under which this is done at most once, ever; empty when it may be done again
 */
public record Change(
    List<Write> writes,
    List<Criteria> lookups,
    Returning returning,
    IntFunction<String> places,
    Optional<String> once) {

  public Change {
    lookups = List.copyOf(lookups);
  }

  public Change(
      List<Write> writes, List<Criteria> lookups, Returning returning, IntFunction<String> places) {
    this(writes, lookups, returning, places, Optional.empty());
  }

  /** The same, done at most once under this key. */
  public Change onceAs(String key) {
    return new Change(writes, lookups, returning, places, Optional.of(key));
  }

  /**
   * Whether contents come back with the result: until one doesn't fit, and then none.
   *
   * @param bytesMax bytes of all contents that come back
   */
  public record Returning(long bytesMax) {
    public static final Returning CONTENT = new Returning(Long.MAX_VALUE);
    public static final Returning HEADERS = new Returning(0);
  }

  public static Change of(Write write, Returning returning) {
    return new Change(List.of(write), List.of(), returning, place -> "");
  }
}
