package org.tunza.store.verify;

import org.tunza.record.EntryKey;

/** Hears what a verification finds and how far it is. */
public interface Verification {

  void found(Finding finding);

  /** A version can't be opened any more, and the ledger says that this was meant. */
  default void destroyed(EntryKey entry, int version) {}

  /** So many blobs belong to nothing, as after a commit that was broken off. */
  default void unclaimed(int blobs) {}

  /** How much of a stage is done; the total is what there was when it began. */
  void at(Stage stage, long done, long total);

  /** Stages, in their order. */
  enum Stage {
    TREE,
    COMMITS,
    ENTRIES,
    INDEX,
    BLOBS,
    ACCESSES
  }
}
