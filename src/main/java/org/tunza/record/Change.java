package org.tunza.record;

import java.util.List;
import java.util.function.IntFunction;

/**
 * What one commit does, together or not at all.
 *
 * @param writes in the order in which they take effect; no two concern one entry
 * @param lookups conditional references: each must match exactly one entry
 * @param returning whether the contents written are wanted back
 * @param places how a refusal names the write at a place, as {@code Bundle.entry[3]}
 */
public record Change(
    List<Write> writes, List<Criteria> lookups, Returning returning, IntFunction<String> places) {

  public Change {
    lookups = List.copyOf(lookups);
  }

  /** Whether contents come back with the result; a large change leaves them out. */
  public enum Returning {
    CONTENT,
    HEADERS
  }

  public static Change of(Write write) {
    return new Change(List.of(write), List.of(), Returning.CONTENT, place -> "");
  }
}
