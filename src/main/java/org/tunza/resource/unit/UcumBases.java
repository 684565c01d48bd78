package org.tunza.resource.unit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.fhir.ucum.BaseUnit;
import org.fhir.ucum.Component;
import org.fhir.ucum.DefinedUnit;
import org.fhir.ucum.ExpressionParser;
import org.fhir.ucum.Factor;
import org.fhir.ucum.Operator;
import org.fhir.ucum.Symbol;
import org.fhir.ucum.Term;
import org.fhir.ucum.UcumException;
import org.fhir.ucum.UcumModel;
import org.fhir.ucum.Unit;

/** Takes a unit's expression apart, down to base units. https://ucum.org/ucum#section-Grammar */
final class UcumBases {

  private static final MathContext DIGITS = MathContext.DECIMAL128;

  /** Beyond, a number is no measure of anything. */
  private static final int EXPONENT_MAX = 99;

  private final Set<String> arbitrary;
  private final UcumModel model;
  private final Map<String, Integer> exponents = new TreeMap<>();
  private BigDecimal factor = BigDecimal.ONE;

  UcumBases(Set<String> arbitrary, UcumModel model) {
    this.arbitrary = arbitrary;
    this.model = model;
  }

  /** Empty when it is beyond all measure. */
  Optional<UcumUnit> of(Term expression) throws UcumException {
    multiply(expression, 1);
    exponents.values().removeIf(exponent -> exponent == 0);
    String base =
        exponents.isEmpty()
            ? "1"
            : exponents.entrySet().stream()
                .map(one -> one.getKey() + (one.getValue() == 1 ? "" : one.getValue()))
                .collect(Collectors.joining("."));
    return isMeasure(factor)
        ? Optional.of(new UcumUnit(base, BigDecimal.ZERO, factor))
        : Optional.empty();
  }

  private static boolean isMeasure(BigDecimal factor) {
    return factor.signum() > 0
        && Math.abs((long) factor.precision() - factor.scale()) <= EXPONENT_MAX;
  }

  /** Divisions and products are taken from the left to the right. */
  private void multiply(Term expression, int power) throws UcumException {
    int sign = 1;
    for (Term term = expression; term != null; term = term.getTerm()) {
      if (term.hasComp()) {
        multiply(term.getComp(), sign * power);
      }
      sign = term.getOp() == Operator.DIVISION ? -1 : 1;
    }
  }

  private void multiply(Component component, int power) throws UcumException {
    switch (component) {
      case Term inner -> multiply(inner, power);
      case Factor number -> multiply(BigDecimal.valueOf(number.getValue()), power);
      case Symbol symbol -> multiply(symbol, power);
      default -> throw new IllegalStateException("no part of a unit: " + component.getClass());
    }
  }

  private void multiply(Symbol symbol, int power) throws UcumException {
    long exact = (long) symbol.getExponent() * power;
    if (Math.abs(exact) > EXPONENT_MAX) {
      throw new UcumException("no unit has such an exponent");
    }
    int exponent = (int) exact;
    if (symbol.hasPrefix()) {
      multiply(new BigDecimal(symbol.getPrefix().getValue().asDecimal()), exponent);
    }
    Unit unit = symbol.getUnit();
    boolean isBase =
        unit instanceof BaseUnit
            || (unit instanceof DefinedUnit defined && defined.isSpecial())
            || arbitrary.contains(unit.getCode());
    if (isBase) {
      exponents.merge(unit.getCode(), exponent, Integer::sum);
    } else {
      var value = ((DefinedUnit) unit).getValue();
      multiply(new BigDecimal(value.getValue().asDecimal()), exponent);
      multiply(new ExpressionParser(model).parse(value.getUnit()), exponent);
    }
  }

  private void multiply(BigDecimal number, int exponent) throws UcumException {
    if (number.signum() <= 0) {
      throw new UcumException("no unit is nothing");
    }
    BigDecimal power = number.pow(Math.abs(exponent), DIGITS);
    factor = exponent < 0 ? factor.divide(power, DIGITS) : factor.multiply(power, DIGITS);
  }
}
