package org.tunza.resource.search.terms;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Texts as they are compared: lower case, without accents, blanks single, cut to a length. Both
 * what is stored and what is asked for goes through it. https://hl7.org/fhir/R4/search.html#string
 */
public final class SearchText {

  /** Characters that are kept; a longer text is found by its beginning. */
  public static final int LENGTH_MAX = 100;

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  private SearchText() {}

  /** The normal form; empty when there is nothing but blanks and marks. */
  public static String normal(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        String lower = text.toLowerCase(Locale.ROOT);
        String plain =
            MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD)).replaceAll("");
        return squeezed(plain);
      }
    }
    return squeezed(text);
  }

  private static String squeezed(String text) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), LENGTH_MAX));
    boolean blank = false;
    int length = 0;
    for (int i = 0; i < text.length() && length < LENGTH_MAX; ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
        blank = length > 0;
      } else {
        if (blank) {
          out.append(' ');
          blank = false;
          length++;
        }
        if (length < LENGTH_MAX) {
          out.appendCodePoint(Character.toLowerCase(point));
          length++;
        }
      }
    }
    return out.toString().stripTrailing();
  }
}
