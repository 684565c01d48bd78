package org.tunza.resource.search.query;

import java.util.Locale;

/** How a value compares. https://hl7.org/fhir/R4/search.html#prefix */
enum Prefix {
  EQ,
  NE,
  GT,
  LT,
  GE,
  LE,
  SA,
  EB,
  AP;

  /** A value after its prefix; without one it is to be equal. */
  record Prefixed(Prefix prefix, String value) {}

  static Prefixed of(String text) {
    for (Prefix prefix : values()) {
      if (text.startsWith(prefix.name().toLowerCase(Locale.ROOT))) {
        return new Prefixed(prefix, text.substring(2));
      }
    }
    return new Prefixed(EQ, text);
  }
}
