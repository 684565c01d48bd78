package org.tunza.resource.search.terms;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * The lowest and the highest value of sampled data, in the unit of its origin; E, U and L stand for
 * values that are missing or beyond the limits. https://hl7.org/fhir/R4/datatypes.html#SampledData
 */
final class Samples {

  private Samples() {}

  static void bounds(int parameter, ObjectNode samples, Terms out) {
    ObjectNode origin = samples.object("origin");
    String data = samples.string("data");
    BigDecimal zero = origin == null ? null : number(origin.member("value"));
    if (origin == null || data == null || zero == null) {
      return;
    }
    BigDecimal factor = number(samples.member("factor"));
    @Nullable BigDecimal lowest = null;
    @Nullable BigDecimal highest = null;
    for (String sample : data.split("\\s+", -1)) {
      BigDecimal value =
          switch (sample) {
            case "", "E" -> null;
            case "U" -> number(samples.member("upperLimit"));
            case "L" -> number(samples.member("lowerLimit"));
            default -> number(sample);
          };
      if (value != null) {
        lowest = lowest == null ? value : lowest.min(value);
        highest = highest == null ? value : highest.max(value);
      }
    }
    if (lowest != null && highest != null) {
      BigDecimal scale = factor == null ? BigDecimal.ONE : factor;
      String code = origin.string("code");
      String unit = code == null ? origin.string("unit") : code;
      String system = origin.string("system");
      out.quantity(parameter, system, unit, lowest.multiply(scale).add(zero));
      out.quantity(parameter, system, unit, highest.multiply(scale).add(zero));
    }
  }

  private static @Nullable BigDecimal number(@Nullable Node node) {
    return node instanceof Node.NumberNode(String text) ? new BigDecimal(text) : null;
  }

  private static @Nullable BigDecimal number(String text) {
    try {
      return text.length() > 32 ? null : new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
