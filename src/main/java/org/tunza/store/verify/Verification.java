package org.tunza.store.verify;

/** Hears what a verification finds and how far it is. */
public interface Verification {

  void found(Finding finding);

  /** How much of a stage is done; the total is what there was when it began. */
  void at(Stage stage, long done, long total);

  /** Stages, in their order. */
  enum Stage {
    TREE,
    COMMITS,
    ENTRIES,
    INDEX,
    ACCESSES
  }
}
