package org.tunza.conformance.search.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.SampledData;

/** The numbers of sampled data. https://hl7.org/fhir/R4/datatypes.html#SampledData */
final class SampleNumbers {

  /** What stands for an error, or for a limit that is not told. */
  private static final Set<String> NOT_NUMBERS = Set.of("E", "U", "L", "");

  private SampleNumbers() {}

  /** The smallest and the largest; none when there are no samples or no origin. */
  static List<BigDecimal> extremes(SampledData samples) {
    List<BigDecimal> numbers = new ArrayList<>();
    if (samples.hasData() && samples.getOrigin().hasValue()) {
      BigDecimal factor = samples.hasFactor() ? samples.getFactor() : BigDecimal.ONE;
      for (String sample : samples.getData().split(" ", -1)) {
        if (sample.equals("U") && samples.hasUpperLimit()) {
          numbers.add(samples.getUpperLimit());
        } else if (sample.equals("L") && samples.hasLowerLimit()) {
          numbers.add(samples.getLowerLimit());
        } else if (!NOT_NUMBERS.contains(sample) && isNumber(sample)) {
          numbers.add(new BigDecimal(sample));
        }
      }
      numbers.replaceAll(n -> n.multiply(factor).add(samples.getOrigin().getValue()));
    }
    return numbers.isEmpty()
        ? List.of()
        : List.of(Collections.min(numbers), Collections.max(numbers));
  }

  private static boolean isNumber(String sample) {
    return sample.matches("-?\\d+(\\.\\d+)?");
  }
}
