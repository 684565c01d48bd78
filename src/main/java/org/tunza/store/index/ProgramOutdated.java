package org.tunza.store.index;

/** A newer program makes search rows of this store in a way that this one does not know. */
public final class ProgramOutdated extends RuntimeException {

  ProgramOutdated() {
    super("search rows are of a newer scheme");
  }
}
