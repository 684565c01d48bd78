package org.tunza.record;

/**
 * The events in the life of a record entry: the 27 of ISO 21089 and copy and paste of the HL7
 * Record Lifecycle Events guide. Codes as in
 * http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle and
 * http://hl7.org/fhir/uv/ehrs-rle/CodeSystem/record-lifecycle-events. The number is what the ledger
 * keeps and never changes.
 */
public enum LifecycleEvent {
  ORIGINATE(1, Action.CREATE),
  AMEND(2, Action.UPDATE),
  TRANSFORM(3, Action.CREATE),
  ATTEST(4, Action.UPDATE),
  ACCESS(5, Action.READ),
  REPORT(6, Action.CREATE),
  DISCLOSE(7, Action.CREATE),
  TRANSMIT(8, Action.CREATE),
  RECEIVE(9, Action.CREATE),
  DEIDENTIFY(10, Action.CREATE),
  PSEUDONYMIZE(11, Action.CREATE),
  REIDENTIFY(12, Action.CREATE),
  EXTRACT(13, Action.CREATE),
  ARCHIVE(14, Action.CREATE),
  RESTORE(15, Action.CREATE),
  DESTROY(16, Action.DELETE),
  DEPRECATE(17, Action.UPDATE),
  REACTIVATE(18, Action.UPDATE),
  MERGE(19, Action.UPDATE),
  UNMERGE(20, Action.UPDATE),
  LINK(21, Action.UPDATE),
  UNLINK(22, Action.UPDATE),
  HOLD(23, Action.UPDATE),
  UNHOLD(24, Action.UPDATE),
  VERIFY(25, Action.UPDATE),
  ENCRYPT(26, Action.CREATE),
  DECRYPT(27, Action.CREATE),
  COPY(28, Action.READ),
  PASTE(29, Action.CREATE);

  /** What the event does to the record, as AuditEvent.action says it. */
  public enum Action {
    CREATE,
    READ,
    UPDATE,
    DELETE
  }

  private static final LifecycleEvent[] BY_NUMBER = values();

  private final int number;
  private final Action action;

  LifecycleEvent(int number, Action action) {
    this.number = number;
    this.action = action;
  }

  public int number() {
    return number;
  }

  public Action action() {
    return action;
  }

  /** The code in the code system, for example originate. */
  public String code() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The event of a number between 1 and 29. */
  public static LifecycleEvent of(int number) {
    return BY_NUMBER[number - 1];
  }
}
