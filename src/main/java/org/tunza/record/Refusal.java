package org.tunza.record;

import java.util.List;

/**
 * Why a request was refused: a stable code and one or more faults. Texts name places and rules, and
 * never repeat what a patient's record says.
 */
public record Refusal(RefusalCode code, List<Fault> faults) {

  public Refusal {
    faults = List.copyOf(faults);
  }

  /**
   * One fault.
   *
   * @param place FHIRPath of the element at fault, or the name of the header or parameter; empty
   *     when the whole request is meant
   */
  public record Fault(String place, String text) {}

  public static Refusal of(RefusalCode code, String place, String text) {
    return new Refusal(code, List.of(new Fault(place, text)));
  }
}
