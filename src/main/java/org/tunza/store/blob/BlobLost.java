package org.tunza.store.blob;

import org.tunza.record.EntryKey;

/** The bytes of a version are not there, or are not those that were put. */
public final class BlobLost extends RuntimeException {

  private final transient EntryKey of;
  private final boolean missing;

  private BlobLost(EntryKey of, int version, boolean missing) {
    super("version %d of entry %d: %s".formatted(version, of.entry(), what(missing)));
    this.of = of;
    this.missing = missing;
  }

  static BlobLost missing(EntryKey of, int version) {
    return new BlobLost(of, version, true);
  }

  static BlobLost altered(EntryKey of, int version) {
    return new BlobLost(of, version, false);
  }

  /** The entry that had them. */
  public EntryKey of() {
    return of;
  }

  public boolean isMissing() {
    return missing;
  }

  /** What is wrong with them. */
  public String what() {
    return what(missing);
  }

  private static String what(boolean missing) {
    return missing ? "its blob is not there" : "its blob is not what was put";
  }
}
