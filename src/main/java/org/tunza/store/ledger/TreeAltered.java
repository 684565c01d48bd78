package org.tunza.store.ledger;

/** The stored tree is not the one that was signed: nothing more is put into it or signed. */
public final class TreeAltered extends Exception {
  private static final long serialVersionUID = 1;

  TreeAltered(String what) {
    super(what);
  }
}
