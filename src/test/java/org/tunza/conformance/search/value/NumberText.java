package org.tunza.conformance.search.value;

import java.math.BigDecimal;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.tunza.conformance.search.value.Prefix.Prefixed;

/**
 * A number with a prefix, as a search asks for it. https://hl7.org/fhir/R4/search.html#number
 *
 * @param number as written: its last digit tells how precise it is meant
 */
record NumberText(Prefix prefix, BigDecimal number) {

  private static final BigDecimal TENTH = new BigDecimal("0.1");
  private static final BigDecimal HALF = new BigDecimal("0.5");

  static NumberText of(String text) {
    Prefixed prefixed = Prefixed.of(text);
    return new NumberText(prefixed.prefix(), new BigDecimal(prefixed.rest()));
  }

  /**
   * The numbers asked for, in another unit.
   *
   * @param unit what a number is in that unit; more is always more
   */
  Predicate<BigDecimal> wanted(UnaryOperator<BigDecimal> unit) {
    BigDecimal given = unit.apply(number);
    return switch (prefix) {
      case EQ -> precisely(unit);
      case NE -> precisely(unit).negate();
      case GT, SA -> found -> found.compareTo(given) > 0;
      case LT, EB -> found -> found.compareTo(given) < 0;
      case GE -> found -> found.compareTo(given) >= 0;
      case LE -> found -> found.compareTo(given) <= 0;
      case AP -> {
        BigDecimal margin = number.abs().multiply(TENTH);
        BigDecimal low = unit.apply(number.subtract(margin));
        BigDecimal high = unit.apply(number.add(margin));
        yield found -> found.compareTo(low) >= 0 && found.compareTo(high) <= 0;
      }
    };
  }

  private Predicate<BigDecimal> precisely(UnaryOperator<BigDecimal> unit) {
    BigDecimal low = unit.apply(number.subtract(margin()));
    BigDecimal high = unit.apply(number.add(margin()));
    return found -> found.compareTo(low) >= 0 && found.compareTo(high) < 0;
  }

  /**
   * Half a unit of the last digit. Where that stands for tens or more, half a tenth of it: the
   * specification has 1e2 from 95 to 105.
   */
  private BigDecimal margin() {
    int scale = number.scale() < 0 ? number.scale() + 1 : number.scale();
    return HALF.scaleByPowerOfTen(-scale);
  }
}
