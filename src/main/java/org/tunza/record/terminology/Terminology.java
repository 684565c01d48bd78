package org.tunza.record.terminology;

import java.util.List;
import org.tunza.record.Outcome;

/**
 * What a search asks of terminology: which codes a value set has, and which a code subsumes.
 * Refused as NOT_FOUND when value set, code system or code is unknown, and as TOO_COSTLY when there
 * are more than asked for. https://hl7.org/fhir/R4/search.html#token
 */
public interface Terminology {

  /** The codes of a value set, by its canonical, with or without a version after a bar. */
  Outcome<List<Code>> codes(String valueSet, int max);

  Outcome<Boolean> contains(String valueSet, Code code);

  /** The code and all that it subsumes. */
  Outcome<List<Code>> below(Code code, int max);

  /** The code and all that subsume it. */
  Outcome<List<Code>> above(Code code, int max);
}
