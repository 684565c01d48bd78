package org.tunza.conformance.search.value;

import java.util.Locale;

/** How an ordered value is compared. https://hl7.org/fhir/R4/search.html#prefix */
public enum Prefix {
  EQ,
  NE,
  GT,
  LT,
  GE,
  LE,
  SA,
  EB,
  AP;

  /** A text taken apart into its prefix, eq when it has none, and the rest. */
  record Prefixed(Prefix prefix, String rest) {
    static Prefixed of(String text) {
      for (Prefix prefix : values()) {
        if (text.startsWith(prefix.text())) {
          return new Prefixed(prefix, text.substring(2));
        }
      }
      return new Prefixed(EQ, text);
    }
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
