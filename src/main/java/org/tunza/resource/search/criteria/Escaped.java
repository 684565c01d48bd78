package org.tunza.resource.search.criteria;

import java.util.ArrayList;
import java.util.List;

/**
 * Values of search parameters, in which a backslash takes the meaning from a comma, bar, dollar or
 * backslash. https://hl7.org/fhir/R4/search.html#escaping
 */
public final class Escaped {

  private Escaped() {}

  /** The parts between separators that are not escaped, still escaped themselves. */
  public static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == separator) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  /** The text meant. */
  public static String plain(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      boolean escape =
          text.charAt(i) == '\\' && i + 1 < text.length() && isSpecial(text.charAt(i + 1));
      plain.append(text.charAt(escape ? ++i : i));
    }
    return plain.toString();
  }

  private static boolean isSpecial(char c) {
    return c == '\\' || c == ',' || c == '|' || c == '$';
  }
}
