package org.tunza.record;

/** Where an entry lies: its home chart and its number, which is unique in the store. */
public record EntryKey(long chart, long entry) {

  /** The chart of what concerns no patient. */
  public static final long ORGANISATION_CHART = 0;

  /** Stands for a chart where an id is referred to and nothing is there yet. */
  public static final long UNBORN_CHART = -1;

  /** Before all others. */
  public static final EntryKey FIRST = new EntryKey(Long.MIN_VALUE, Long.MIN_VALUE);
}
