package org.tunza.resource.search.query;

import java.math.BigDecimal;
import java.util.Optional;
import org.tunza.record.search.Condition.Bound;
import org.tunza.record.search.Condition.Range;

/**
 * Reads numbers. One stands for the range that its precision leaves: 100 for what is between 99.5
 * and 100.5. https://hl7.org/fhir/R4/search.html#number
 */
final class Numbers {

  private static final int LENGTH_MAX = 40;
  private static final int EXPONENT_MAX = 350;
  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final BigDecimal TWENTIETH = new BigDecimal("0.05");
  private static final BigDecimal TENTH = new BigDecimal("0.1");

  private Numbers() {}

  /** Empty when it is no number. */
  static Optional<Range> read(String value) {
    Prefix.Prefixed prefixed = Prefix.of(value);
    String text = prefixed.value();
    if (text.length() > LENGTH_MAX) {
      return Optional.empty();
    }
    try {
      BigDecimal number = new BigDecimal(text);
      return Math.abs(number.scale()) > EXPONENT_MAX
          ? Optional.empty()
          : Optional.of(range(prefixed.prefix(), number, slack(text, number)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Half a unit of the last digit; a tenth of that where there is an exponent, as R4 has it. */
  private static BigDecimal slack(String text, BigDecimal number) {
    boolean hasExponent = text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
    return (hasExponent ? TWENTIETH : HALF).scaleByPowerOfTen(-number.scale());
  }

  private static Range range(Prefix prefix, BigDecimal number, BigDecimal slack) {
    return switch (prefix) {
      case EQ -> new Range(Bound.WITHIN, number.subtract(slack), number.add(slack));
      case NE -> new Range(Bound.NOT_WITHIN, number.subtract(slack), number.add(slack));
      case GT, SA -> new Range(Bound.ABOVE, number, number);
      case LT, EB -> new Range(Bound.BELOW, number, number);
      case GE -> new Range(Bound.AT_LEAST, number, number);
      case LE -> new Range(Bound.AT_MOST, number, number);
      case AP -> {
        BigDecimal tenth = number.abs().multiply(TENTH);
        yield new Range(Bound.BETWEEN, number.subtract(tenth), number.add(tenth));
      }
    };
  }
}
