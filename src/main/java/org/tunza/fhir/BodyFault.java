package org.tunza.fhir;

import java.io.IOException;
import org.tunza.record.Refusal;

/** That a body can't be read to its end, and why. */
public final class BodyFault extends IOException {
  private final transient Refusal refusal;

  public BodyFault(Refusal refusal) {
    super(refusal.code().id());
    this.refusal = refusal;
  }

  public Refusal refusal() {
    return refusal;
  }
}
