package org.tunza.store.verify;

import org.tunza.record.EntryKey;

/**
 * Something that is not as the ledger says. Holds internal numbers only.
 *
 * @param seq place in the ledger, or {@link #NOWHERE}
 * @param entry where the entry lies that it concerns; {@link #NO_ENTRY} when none
 * @param version of the entry, or 0
 */
public record Finding(Kind kind, long seq, EntryKey entry, int version, String text) {
  public static final long NOWHERE = -1;
  public static final EntryKey NO_ENTRY = new EntryKey(-1, -1);

  /** What is wrong. */
  public enum Kind {
    /** No leaf at a place that was given. */
    LEAF_MISSING,
    /** A leaf is not the hash of its commit and events: one of the three was altered. */
    LEAF_ALTERED,
    /** A commit that is in the ledger isn't there. */
    COMMIT_MISSING,
    /** A commit that is neither in the ledger nor waiting for it. */
    COMMIT_UNLEDGERED,
    /** Leaves, or their order, are not those that were signed. */
    TREE_ALTERED,
    /** A kept inner hash is not that of the leaves under it. */
    NODE_ALTERED,
    /** A checkpoint that this ledger's key did not sign. */
    CHECKPOINT_ALTERED,
    /** A checkpoint kept elsewhere that this ledger's key did not sign. */
    CHECKPOINT_FOREIGN,
    /** The ledger is shorter than a checkpoint that was kept elsewhere. */
    ROLLED_BACK,
    /** The ledger went another way than a checkpoint that was kept elsewhere. */
    FORKED,
    /** An event whose version isn't there. */
    VERSION_MISSING,
    /** A version that is not what was sealed, or whose content is not what its event says. */
    VERSION_ALTERED,
    /** A version whose key is gone, and no destroy event says so. */
    KEY_LOST,
    /** A version that opens although its key was destroyed. */
    STILL_OPENS,
    /** A version that no event made, or that two did. */
    EVENT_MISSING,
    /** An event of a commit that isn't there. */
    EVENT_STRAY,
    /** The pointer to an entry's current version is missing or points elsewhere. */
    POINTER_WRONG,
    /** Version numbers have a gap. */
    VERSION_GAP,
    /** The way from FHIR id to entry, or index rows, are not what the content says. */
    INDEX_WRONG,
    /** The bytes of a version that are kept as a blob are not there. */
    BLOB_MISSING,
    /** They, or what says where they are, are not what was put. */
    BLOB_ALTERED,
    /** A batch of access events doesn't open, or its index is not what it holds. */
    ACCESSES_ALTERED,
    /** A spool file, or how much of it was taken in, was altered. */
    SPOOL_ALTERED,
    /** A spool file ended within a record, as after a failure of power. */
    SPOOL_TORN
  }

  static Finding at(Kind kind, long seq, String text) {
    return new Finding(kind, seq, NO_ENTRY, 0, text);
  }

  /** A finding about an entry's version. */
  public static Finding of(Kind kind, EntryKey entry, int version, String text) {
    return new Finding(kind, NOWHERE, entry, version, text);
  }

  /** A finding about neither a place nor an entry. */
  public static Finding of(Kind kind, String text) {
    return new Finding(kind, NOWHERE, NO_ENTRY, 0, text);
  }
}
