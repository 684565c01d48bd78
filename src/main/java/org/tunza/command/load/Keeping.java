package org.tunza.command.load;

/** What resources keep of where they come from, besides their ids. */
public enum Keeping {
  /** Nothing: this store gives them versions and dates. */
  CONTENT("own", ""),
  /** Versions and dates; into a store that does not have them. */
  AS_EXPORTED("as-exported", "as-exported:");

  private final String header;
  private final String prefix;

  Keeping(String header, String prefix) {
    this.header = header;
    this.prefix = prefix;
  }

  String header() {
    return header;
  }

  String key(String key) {
    return prefix + key;
  }
}
