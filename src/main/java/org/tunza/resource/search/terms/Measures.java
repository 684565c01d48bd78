package org.tunza.resource.search.terms;

import org.tunza.record.index.IndexTerm;
import org.tunza.resource.unit.Ucum;

/** Quantities as they are compared: in base units, where the unit is known. */
public final class Measures {

  private Measures() {}

  public static IndexTerm.Quantity of(IndexTerm.Quantity quantity) {
    return Ucum.find(quantity.system(), quantity.code())
        .map(unit ->
            new IndexTerm.Quantity(
                quantity.parameter(), Ucum.SYSTEM, unit.base(), unit.inBase(quantity.value())))
        .orElse(quantity);
  }
}
