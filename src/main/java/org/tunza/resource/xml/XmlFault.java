package org.tunza.resource.xml;

import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;

/** A fault found while reading; carried to {@link XmlReader#read} and told there as a refusal. */
final class XmlFault extends RuntimeException {

  private final transient Refusal refusal;

  XmlFault(RefusalCode code, String place, String text) {
    super(code.id(), null, false, false);
    this.refusal = Refusal.of(code, place, text);
  }

  Refusal refusal() {
    return refusal;
  }
}
