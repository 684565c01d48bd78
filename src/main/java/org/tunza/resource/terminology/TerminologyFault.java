package org.tunza.resource.terminology;

import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;

/** Why a question can't be answered, on its way out of the reckoning to whoever asked. */
final class TerminologyFault extends RuntimeException {

  private final transient Refusal refusal;

  private TerminologyFault(Refusal refusal) {
    super(refusal.code().id());
    this.refusal = refusal;
  }

  /** An answer that may be broken off. */
  @FunctionalInterface
  interface Reckoning<T> {
    T answer();
  }

  static TerminologyFault of(RefusalCode code, String place, String text) {
    return new TerminologyFault(Refusal.of(code, place, text));
  }

  /** The value, or the way out. */
  static <T> T value(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Refused<T>(Refusal refusal) -> throw new TerminologyFault(refusal);
    };
  }

  static <T> Outcome<T> outcome(Reckoning<T> reckoning) {
    try {
      return Outcome.done(reckoning.answer());
    } catch (TerminologyFault fault) {
      return Outcome.refused(fault.refusal);
    }
  }
}
