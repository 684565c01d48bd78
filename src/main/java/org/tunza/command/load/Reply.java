package org.tunza.command.load;

/** What came of a transaction that was sent. */
sealed interface Reply {

  record Done() implements Reply {}

  /** It had been done under the same key. */
  record DoneBefore() implements Reply {}

  /**
   * It was refused.
   *
   * @param place as a FHIRPath in the bundle; empty when all of it is meant
   */
  record Refused(String code, String place, String text) implements Reply {

    private static final String ENTRY = "Bundle.entry[";

    /** The entry that is meant, or -1. */
    int entry() {
      int end = place.indexOf(']');
      if (!place.startsWith(ENTRY) || end < 0) {
        return -1;
      }
      String number = place.substring(ENTRY.length(), end);
      return number.matches("[0-9]{1,7}") ? Integer.parseInt(number) : -1;
    }

    /** The place below the entry, without a dot. */
    String within() {
      int end = place.indexOf(']');
      return end + 2 <= place.length() ? place.substring(end + 2) : "";
    }
  }
}
