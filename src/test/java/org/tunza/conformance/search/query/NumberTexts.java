package org.tunza.conformance.search.query;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.tunza.conformance.search.value.EscapedText;
import org.tunza.conformance.search.value.Prefix;
import org.tunza.conformance.search.value.UcumUnits;
import org.tunza.conformance.search.value.Value;

/** Numbers and quantities at and near a value, in several precisions and units. */
record NumberTexts(Chance chance) {

  private static final Map<String, String> OTHER_UNITS =
      Map.ofEntries(
          Map.entry("mg", "g"),
          Map.entry("g", "kg"),
          Map.entry("kg", "[lb_av]"),
          Map.entry("cm", "m"),
          Map.entry("mm[Hg]", "kPa"),
          Map.entry("mmol/L", "umol/L"),
          Map.entry("mg/dL", "g/L"),
          Map.entry("g/dL", "g/L"),
          Map.entry("/min", "/s"),
          Map.entry("mL", "L"),
          Map.entry("Cel", "K"),
          Map.entry("a", "mo"),
          Map.entry("%", "1"));

  String of(BigDecimal number) {
    return prefix() + text(number);
  }

  String of(Value.Quantity quantity) {
    String code = quantity.code();
    String other = OTHER_UNITS.get(code);
    if (other != null && quantity.system().equals(UcumUnits.SYSTEM) && chance.oneIn(2)) {
      BigDecimal converted = UcumUnits.converted(quantity.number(), code, other).orElseThrow();
      return of(converted) + unit(chance.oneOf(UcumUnits.SYSTEM, ""), other);
    }
    String number = of(quantity.number());
    String unit = code.isEmpty() ? quantity.unit() : code;
    return switch (chance.below(4)) {
      case 0 -> number;
      case 1 -> unit.isEmpty() ? number : number + unit("", unit);
      default ->
          code.isEmpty() || quantity.system().isEmpty()
              ? number
              : number + unit(quantity.system(), code);
    };
  }

  private static String unit(String system, String code) {
    return "|" + EscapedText.escaped(system) + "|" + EscapedText.escaped(code);
  }

  private String prefix() {
    return chance.oneIn(2) ? "" : chance.oneOf(Prefix.values()).text();
  }

  private String text(BigDecimal number) {
    BigDecimal unit = BigDecimal.ONE.scaleByPowerOfTen(-number.scale());
    return switch (chance.below(7)) {
      case 0 -> number.add(unit).toPlainString();
      case 1 -> number.subtract(unit).toPlainString();
      case 2 -> number.setScale(number.scale() - 1, RoundingMode.HALF_UP).toPlainString();
      case 3 -> number.setScale(Math.max(number.scale(), 0) + 1).toPlainString();
      case 4 -> exponent(number.stripTrailingZeros());
      default -> number.toPlainString();
    };
  }

  private static String exponent(BigDecimal number) {
    return number.unscaledValue() + "e" + -number.scale();
  }
}
