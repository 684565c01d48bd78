package org.tunza.resource.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;

/**
 * The faults found so far, up to a limit. The refusal has the gravest code among them, which is the
 * one with the lowest number.
 */
final class Faults {

  /** More of them help nobody. */
  static final int FAULTS_MAX = 20;

  private List<Refusal.Fault> faults = List.of();
  private RefusalCode code = RefusalCode.UNKNOWN_MODIFIER_EXTENSION;

  void add(RefusalCode itsCode, String place, String text) {
    if (faults.isEmpty()) {
      faults = new ArrayList<>();
    }
    if (faults.size() < FAULTS_MAX) {
      faults.add(new Refusal.Fault(place, text));
      code = itsCode.compareTo(code) < 0 ? itsCode : code;
    }
  }

  boolean full() {
    return faults.size() == FAULTS_MAX;
  }

  Optional<Refusal> refusal() {
    return faults.isEmpty() ? Optional.empty() : Optional.of(new Refusal(code, faults));
  }
}
