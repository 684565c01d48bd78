package org.tunza.resource.unit;

import java.math.BigDecimal;

/**
 * A unit in terms of base units. https://ucum.org/ucum#section-Semantics
 *
 * @param base the base units with their exponents, as a UCUM code; equal for units of one kind
 * @param zero what is added to a number before it is multiplied
 * @param factor always above zero, so that order stays as it is
 */
public record UcumUnit(String base, BigDecimal zero, BigDecimal factor) {

  /** A number of this unit in base units. */
  public BigDecimal inBase(BigDecimal number) {
    return number.add(zero).multiply(factor);
  }
}
