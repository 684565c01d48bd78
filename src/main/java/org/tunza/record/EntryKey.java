package org.tunza.record;

/** Where an entry lies: its home chart and its number, which is unique in the store. */
public record EntryKey(long chart, long entry) {

  /** The chart of what concerns no patient. */
  public static final long ORGANISATION_CHART = 0;
}
