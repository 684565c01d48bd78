package org.tunza.record.index;

import java.util.List;

/**
 * What a conditional interaction looks for: entries of a type for which each alternative list has a
 * match. https://hl7.org/fhir/R4/http.html#cond-update
 *
 * @param all each must match; within one, any may
 */
public record Criteria(String type, List<AnyOf> all) {

  public Criteria {
    all = List.copyOf(all);
  }

  /** Alternatives of one parameter, as in {@code code=a,b}. */
  public record AnyOf(List<Match> matches) {
    public AnyOf {
      matches = List.copyOf(matches);
    }
  }

  /** What one value asks for. */
  public sealed interface Match {
    /** {@code code}, {@code system|code}, or {@code |code} where the system must be absent. */
    record TokenCode(int parameter, Systems system, String code) implements Match {}

    record Exactly(IndexTerm term) implements Match {}

    /** A text that begins so, normalised. */
    record TextStart(int parameter, String normal) implements Match {}

    /** A date whose interval lies within this one. */
    record DateWithin(int parameter, long low, long high) implements Match {}

    record Id(String id) implements Match {}
  }

  /** Which systems a token may have. */
  public sealed interface Systems {
    record Any() implements Systems {}

    /** This one; empty means none. */
    record One(String system) implements Systems {}
  }
}
