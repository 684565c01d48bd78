package org.tunza.resource.validation;

/** Which characters the string types may hold. https://hl7.org/fhir/R4/datatypes.html#string */
final class Characters {

  private static final char LAST_ASCII_BLANK = ' ';

  private Characters() {}

  /** No control characters but tab and line ends, and none that XML can't hold. */
  static boolean areText(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' ? c != '\n' && c != '\t' && c != '\r' : c >= 0xFFFE) {
        return false;
      }
    }
    return true;
  }

  /** Nothing that shows as a blank, and no control character. */
  static boolean hasNoBlank(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isBlank(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Words with single blanks between them. */
  static boolean areCode(String text) {
    boolean afterBlank = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isBlank(c)) {
        if (afterBlank || c != ' ') {
          return false;
        }
        afterBlank = true;
      } else {
        afterBlank = false;
      }
    }
    return !afterBlank;
  }

  /** Groups of four, padded at the end; blanks may stand anywhere. */
  static boolean areBase64(String text) {
    int digits = 0;
    int padding = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '=') {
        padding++;
      } else if (isBase64Digit(c)) {
        if (padding > 0) {
          return false;
        }
        digits++;
      } else if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return false;
      }
    }
    return digits > 0 && padding <= 2 && (digits + padding) % 4 == 0;
  }

  private static boolean isBase64Digit(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '/';
  }

  private static boolean isBlank(char c) {
    if (c < 0x7F) {
      return c <= LAST_ASCII_BLANK;
    }
    return c <= 0xA0 || c >= 0xFFFE || Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
