package org.tunza.record.index;

import java.math.BigDecimal;
import org.tunza.record.EntryId;

/**
 * One searchable value of a record version, taken from its content. The store keeps tokens,
 * references and uris as keyed hashes, and texts, dates and quantities in order. See
 * https://hl7.org/fhir/R4/search.html.
 *
 * <p>{@code parameter} is the number of the search parameter in the committed table; it never
 * changes.
 */
public sealed interface IndexTerm {

  int parameter();

  /** A code within a system; the system is empty when there is none. */
  record Token(int parameter, String system, String code) implements IndexTerm {}

  /** A reference to an entry of this store. */
  record Reference(int parameter, EntryId target) implements IndexTerm {}

  /** A uri, a canonical, or a reference to another server, as written. */
  record Uri(int parameter, String uri) implements IndexTerm {}

  /** A text, normalised: lower case, without accents, blanks single, cut to a length. */
  record Text(int parameter, String normal) implements IndexTerm {

    /** Characters that are kept; a longer text is found by its beginning. */
    public static final int LENGTH_MAX = 100;
  }

  /**
   * The interval that a date stands for.
   *
   * @param low first microsecond since 1970, UTC; {@link Long#MIN_VALUE} when open
   * @param high first microsecond after it; {@link Long#MAX_VALUE} when open
   */
  record Date(int parameter, long low, long high) implements IndexTerm {}

  /** A number, or a quantity with system and code; both empty when there is no unit. */
  record Quantity(int parameter, String system, String code, BigDecimal value)
      implements IndexTerm {}
}
