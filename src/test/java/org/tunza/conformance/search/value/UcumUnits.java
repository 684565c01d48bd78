package org.tunza.conformance.search.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.fhir.ucum.Decimal;
import org.fhir.ucum.Pair;
import org.fhir.ucum.UcumEssenceService;
import org.fhir.ucum.UcumException;

/** Units of UCUM and what they are in base units. https://ucum.org/ucum */
public final class UcumUnits {

  public static final String SYSTEM = "http://unitsofmeasure.org";

  private static final int DIGITS = 30;
  private static final UcumEssenceService UCUM = service();
  private static final Map<String, Optional<Unit>> KNOWN = new ConcurrentHashMap<>();

  private UcumUnits() {}

  /**
   * A unit.
   *
   * @param dimension the base units, equal for those that can be converted
   * @param offset what is added to a number before it is multiplied
   */
  record Unit(String dimension, BigDecimal offset, BigDecimal factor) {
    BigDecimal canonical(BigDecimal number) {
      return number.add(offset).multiply(factor);
    }

    BigDecimal number(BigDecimal canonical) {
      return canonical.divide(factor, MathContext.DECIMAL32).subtract(offset);
    }
  }

  static Optional<Unit> find(String code) {
    return KNOWN.computeIfAbsent(code, UcumUnits::read);
  }

  /** A number in another unit, to a few digits; empty when it can't be converted. */
  public static Optional<BigDecimal> converted(BigDecimal number, String from, String to) {
    return find(from)
        .flatMap(source ->
            find(to)
                .filter(target -> target.dimension().equals(source.dimension()))
                .map(target -> target.number(source.canonical(number))));
  }

  private static Optional<Unit> read(String code) {
    return switch (code) {
      case "" -> Optional.empty();
      // the library has no units whose zero is not zero
      case "Cel" -> Optional.of(new Unit("K", new BigDecimal("273.15"), BigDecimal.ONE));
      case "[degF]" ->
          Optional.of(
              new Unit(
                  "K",
                  new BigDecimal("459.67"),
                  new BigDecimal(5).divide(new BigDecimal(9), MathContext.DECIMAL128)));
      default -> linear(code);
    };
  }

  private static Optional<Unit> linear(String code) {
    try {
      Pair one = UCUM.getCanonicalForm(new Pair(new Decimal("1", DIGITS), code));
      BigDecimal factor = new BigDecimal(one.getValue().asDecimal());
      return Optional.of(new Unit(one.getCode(), BigDecimal.ZERO, factor));
    } catch (UcumException e) {
      return Optional.empty();
    }
  }

  private static UcumEssenceService service() {
    try {
      return new UcumEssenceService(
          UcumEssenceService.class.getResourceAsStream("/ucum-essence.xml"));
    } catch (UcumException e) {
      throw new IllegalStateException(e);
    }
  }
}
