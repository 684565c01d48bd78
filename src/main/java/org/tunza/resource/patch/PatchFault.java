package org.tunza.resource.patch;

import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;

/** A fault in a patch, carried to where it is told as a refusal. */
public final class PatchFault extends RuntimeException {
  private final String text;

  /**
   * @param text says the rule that is broken, and nothing of the content
   */
  public PatchFault(String text) {
    super(RefusalCode.INVALID_PATCH.id(), null, false, false);
    this.text = text;
  }

  public <T> Outcome<T> at(String place) {
    return Outcome.refused(RefusalCode.INVALID_PATCH, place, text);
  }
}
