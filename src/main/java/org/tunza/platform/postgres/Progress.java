package org.tunza.platform.postgres;

/** Hears what a start is doing, so that whoever waits can be told. */
@FunctionalInterface
public interface Progress {
  void doing(String what);

  /** Tells nobody. */
  static Progress silent() {
    return _ -> {};
  }
}
