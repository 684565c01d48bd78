package org.tunza.resource.search.terms;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.tunza.record.index.IndexTerm;

/**
 * Texts as they are compared: lower case, without accents, blanks single, cut to a length. Both
 * what is stored and what is asked for goes through it. https://hl7.org/fhir/R4/search.html#string
 */
public final class SearchText {

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  private SearchText() {}

  /** The normal form, cut; empty when there is nothing but blanks and marks. */
  public static String normal(String text) {
    return normal(text, IndexTerm.Text.LENGTH_MAX);
  }

  /** The normal form of the whole text. */
  public static String whole(String text) {
    return normal(text, Integer.MAX_VALUE);
  }

  private static String normal(String text, int most) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        String lower = text.toLowerCase(Locale.ROOT);
        String plain =
            MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD)).replaceAll("");
        return squeezed(plain, most);
      }
    }
    return squeezed(text, most);
  }

  private static String squeezed(String text, int most) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), most));
    boolean blank = false;
    int length = 0;
    for (int i = 0; i < text.length() && length < most; ) {
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
        if (length < most) {
          out.appendCodePoint(Character.toLowerCase(point));
          length++;
        }
      }
    }
    return out.toString().stripTrailing();
  }
}
