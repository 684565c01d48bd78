package org.tunza.conformance.search.value;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.Resource;

/** Numbers; a range counts as its two ends. https://hl7.org/fhir/R4/search.html#number */
public record NumberValues() implements Values {

  @Override
  public List<Value> read(Base element, Resource resource) {
    return numbers(element)
        .filter(Objects::nonNull)
        .map(number -> (Value) new Value.Decimal(number))
        .toList();
  }

  private static Stream<BigDecimal> numbers(Base element) {
    return switch (element) {
      case DecimalType decimal -> Stream.of(decimal).map(DecimalType::getValue);
      case IntegerType integer when integer.hasValue() ->
          Stream.of(BigDecimal.valueOf(integer.getValue()));
      case Range range -> Stream.of(range.getLow(), range.getHigh()).map(end -> end.getValue());
      default -> Stream.of();
    };
  }

  @Override
  public Predicate<Value> wanted(String modifier, String text) {
    if (!modifier.isEmpty()) {
      throw Values.notUnderstood(modifier);
    }
    Predicate<BigDecimal> wanted = NumberText.of(text).wanted(UnaryOperator.identity());
    return value -> value instanceof Value.Decimal(BigDecimal found) && wanted.test(found);
  }
}
