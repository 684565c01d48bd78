package org.tunza.conformance.search.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.SampledData;
import org.jspecify.annotations.Nullable;
import org.tunza.conformance.search.value.UcumUnits.Unit;

/**
 * Quantities and money; a range counts as its two ends, samples as the smallest and the largest.
 * https://hl7.org/fhir/R4/search.html#quantity
 */
public record QuantityValues() implements Values {

  private static final String CURRENCIES = "urn:iso:std:iso:4217";

  @Override
  public List<Value> read(Base element, Resource resource) {
    List<Value> found = new ArrayList<>();
    switch (element) {
      case Quantity quantity -> quantity(quantity, quantity.getValue(), found);
      case Money money -> add(money.getValue(), CURRENCIES, money.getCurrency(), "", found);
      case Range range -> {
        quantity(range.getLow(), range.getLow().getValue(), found);
        quantity(range.getHigh(), range.getHigh().getValue(), found);
      }
      case SampledData samples ->
          SampleNumbers.extremes(samples)
              .forEach(number -> quantity(samples.getOrigin(), number, found));
      default -> {}
    }
    return found;
  }

  private static void quantity(Quantity unit, @Nullable BigDecimal number, List<Value> found) {
    add(number, unit.getSystem(), unit.getCode(), unit.getUnit(), found);
  }

  private static void add(
      @Nullable BigDecimal number,
      @Nullable String system,
      @Nullable String code,
      @Nullable String unit,
      List<Value> found) {
    if (number != null) {
      found.add(new Value.Quantity(number, orEmpty(system), orEmpty(code), orEmpty(unit)));
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** The number in base units when the unit is known, else as it is. */
  public static BigDecimal canonical(Value.Quantity quantity) {
    return unit(quantity).map(unit -> unit.canonical(quantity.number())).orElse(quantity.number());
  }

  private static Optional<Unit> unit(Value.Quantity quantity) {
    return quantity.system().equals(UcumUnits.SYSTEM)
        ? UcumUnits.find(quantity.code())
        : Optional.empty();
  }

  @Override
  public Predicate<Value> wanted(String modifier, String text) {
    List<String> parts = EscapedText.split(text, '|');
    if (!modifier.isEmpty() || (parts.size() != 1 && parts.size() != 3)) {
      throw Values.notUnderstood(text);
    }
    NumberText number = NumberText.of(EscapedText.plain(parts.getFirst()));
    Predicate<BigDecimal> asWritten = number.wanted(UnaryOperator.identity());
    if (parts.size() == 1) {
      return value -> value instanceof Value.Quantity found && asWritten.test(found.number());
    }
    String system = EscapedText.plain(parts.get(1));
    String code = EscapedText.plain(parts.get(2));
    Predicate<Value> sameUnit =
        value ->
            value instanceof Value.Quantity found
                && isOf(found, system, code)
                && asWritten.test(found.number());
    boolean isUcum = system.isEmpty() || system.equals(UcumUnits.SYSTEM);
    return isUcum && UcumUnits.find(code).isPresent()
        ? sameUnit.or(converted(number, UcumUnits.find(code).get()))
        : sameUnit;
  }

  private static boolean isOf(Value.Quantity found, String system, String code) {
    return system.isEmpty()
        ? code.equals(found.code().isEmpty() ? found.unit() : found.code())
        : system.equals(found.system()) && code.equals(found.code());
  }

  private static Predicate<Value> converted(NumberText number, Unit asked) {
    Predicate<BigDecimal> wanted = number.wanted(asked::canonical);
    return value ->
        value instanceof Value.Quantity found
            && unit(found).stream()
                .anyMatch(unit ->
                    unit.dimension().equals(asked.dimension())
                        && wanted.test(unit.canonical(found.number())));
  }
}
