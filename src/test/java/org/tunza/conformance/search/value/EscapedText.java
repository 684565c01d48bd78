package org.tunza.conformance.search.value;

import java.util.ArrayList;
import java.util.List;

/**
 * Texts with separators, which a backslash makes plain.
 * https://hl7.org/fhir/R4/search.html#escaping
 */
public final class EscapedText {

  private EscapedText() {}

  /** The parts, still escaped. */
  public static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean escaped = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == separator && !escaped) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
      escaped = c == '\\' && !escaped;
    }
    parts.add(part.toString());
    return parts;
  }

  /** What is meant. */
  public static String plain(String text) {
    return text.replaceAll("\\\\([,|$\\\\])", "$1");
  }

  /** How it is written. */
  public static String escaped(String plain) {
    return plain.replaceAll("[,|$\\\\]", "\\\\$0");
  }
}
