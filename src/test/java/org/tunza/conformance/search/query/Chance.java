package org.tunza.conformance.search.query;

import java.util.List;
import org.tunza.platform.Randomness;

/** What is drawn, the same for the same seed. */
record Chance(Randomness randomness) {

  int below(int bound) {
    return (int) randomness.below(bound);
  }

  /** True once in so many times. */
  boolean oneIn(int times) {
    return below(times) == 0;
  }

  <T> T one(List<T> of) {
    return of.get(below(of.size()));
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  final <T> T oneOf(T... of) {
    return one(List.of(of));
  }
}
