package org.tunza.conformance.search.value;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Texts without regard to case, accents and white space. https://hl7.org/fhir/R4/search.html#string
 */
public final class NormalText {

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern BLANKS = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  private NormalText() {}

  public static String of(String text) {
    String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    return BLANKS.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }
}
