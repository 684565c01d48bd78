package org.tunza.resource.tree;

/** The form of a JSON number, within the limits of {@link JsonReader}. RFC 8259, section 6 */
public final class NumberText {

  private NumberText() {}

  /** Whether the text could stand in JSON as a number. */
  public static boolean isNumber(String text) {
    int i = text.startsWith("-") ? 1 : 0;
    int end = skipDigits(text, i);
    if (end == i || (text.charAt(i) == '0' && end > i + 1)) {
      return false;
    }
    if (end < text.length() && text.charAt(end) == '.') {
      i = end + 1;
      end = skipDigits(text, i);
      if (end == i) {
        return false;
      }
    }
    boolean whole = end == text.length() || isExponent(text, end);
    return whole && text.length() <= JsonReader.NUMBER_LENGTH_MAX;
  }

  private static boolean isExponent(String text, int start) {
    if (text.charAt(start) != 'e' && text.charAt(start) != 'E') {
      return false;
    }
    int i = start + 1;
    if (i < text.length() && (text.charAt(i) == '+' || text.charAt(i) == '-')) {
      i++;
    }
    return skipDigits(text, i) == text.length()
        && text.length() > i
        && text.length() - i <= 4
        && Integer.parseInt(text, i, text.length(), 10) <= JsonReader.EXPONENT_MAX;
  }

  private static int skipDigits(String text, int start) {
    int i = start;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i;
  }
}
