package org.tunza.resource.terminology;

import static org.tunza.record.RefusalCode.TOO_COSTLY;

/** How much one value set or map may cost to reckon, with all that it refers to. */
final class Effort {

  private static final int PARTS_MAX = 500;
  private static final long STEPS_MAX = 50_000_000;

  private int parts;
  private long steps;

  /** An include, an exclude, a filter, or another map. */
  void part() {
    if (++parts > PARTS_MAX) {
      throw TerminologyFault.of(TOO_COSTLY, "", "there are too many parts");
    }
  }

  /** A look at a letter. */
  void step() {
    if (++steps > STEPS_MAX) {
      throw TerminologyFault.of(TOO_COSTLY, "filter", "the regular expression takes too long");
    }
  }
}
