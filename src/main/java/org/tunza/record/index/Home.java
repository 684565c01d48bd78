package org.tunza.record.index;

import org.tunza.record.EntryId;

/**
 * Where an entry lies: the rule for its home chart. An entry lies in exactly one chart; chart 0
 * holds what concerns no patient.
 */
public sealed interface Home {

  /** In the chart of this patient. */
  record OfPatient(EntryId patient) implements Home {}

  /** In the chart of the entry that it belongs to, as a Binary with its security context. */
  record With(EntryId entry) implements Home {}

  /**
   * In a chart of its own: a Patient, or content that could be about anybody; a Binary until an
   * entry shows it.
   */
  record Own() implements Home {}

  /** In chart 0: organisational and definitional types. */
  record Organisation() implements Home {}

  Home OWN = new Own();
  Home ORGANISATION = new Organisation();
}
