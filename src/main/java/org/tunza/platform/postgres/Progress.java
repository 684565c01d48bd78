package org.tunza.platform.postgres;

/** Hears what a start is doing, so that whoever waits can be told. */
@FunctionalInterface
public interface Progress {
  void doing(String what);

  /** Something that the operator has to know at once. */
  default void tell(String line) {}

  /** Tells nobody. */
  static Progress silent() {
    return _ -> {};
  }
}
