package org.tunza.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A walk through versions, newest first. https://hl7.org/fhir/R4/http.html#history
 *
 * @param since versions at or after this moment
 * @param at versions that were current at some moment of this time
 * @param after where the page before ended
 * @param count versions a page, at least 1
 */
public record History(
    Of of, Optional<Instant> since, Optional<Span> at, Optional<Cursor> after, int count) {

  /** Whose versions. */
  public sealed interface Of {
    record Entry(EntryId id) implements Of {}

    record Type(String type) implements Of {}

    record Everything() implements Of {}
  }

  /** A time, from a moment until before another. */
  public record Span(Instant from, Instant to) {}

  /** A place in the walk: the last version of the page before. */
  public record Cursor(Instant lastUpdated, long entry, int number) {}

  /**
   * One page of the walk.
   *
   * @param total how many there are in all, known for one entry only
   */
  public record Page(List<Version> versions, Optional<Cursor> next, Optional<Integer> total) {}
}
