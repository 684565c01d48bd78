package org.tunza.resource.validation;

import org.jspecify.annotations.Nullable;

/** Characters as XML writes them, without a DTD. https://www.w3.org/TR/xml/#sec-references */
final class XmlText {

  private static final int REFERENCE_LENGTH_MAX = 10;

  private XmlText() {}

  /** The characters meant; null when there is a reference that XML alone doesn't know. */
  static @Nullable String decode(String text, int start, int end) {
    int ampersand = text.indexOf('&', start);
    if (ampersand < 0 || ampersand >= end) {
      return text.substring(start, end);
    }
    StringBuilder decoded = new StringBuilder(end - start);
    int from = start;
    while (ampersand >= 0 && ampersand < end) {
      int semicolon = text.indexOf(';', ampersand);
      if (semicolon < 0 || semicolon >= end || semicolon - ampersand > REFERENCE_LENGTH_MAX) {
        return null;
      }
      int point = codePoint(text.substring(ampersand + 1, semicolon));
      if (point < 0) {
        return null;
      }
      decoded.append(text, from, ampersand).appendCodePoint(point);
      from = semicolon + 1;
      ampersand = text.indexOf('&', from);
    }
    return decoded.append(text, from, end).toString();
  }

  private static int codePoint(String reference) {
    return switch (reference) {
      case "lt" -> '<';
      case "gt" -> '>';
      case "amp" -> '&';
      case "quot" -> '"';
      case "apos" -> '\'';
      default ->
          reference.startsWith("#x")
              ? number(reference.substring(2), 16)
              : reference.startsWith("#") ? number(reference.substring(1), 10) : -1;
    };
  }

  private static int number(String digits, int radix) {
    int point = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) < 0x80 ? Character.digit(digits.charAt(i), radix) : -1;
      point = point * radix + digit;
      if (digit < 0 || point > Character.MAX_CODE_POINT) {
        return -1;
      }
    }
    return digits.isEmpty() || !isCharacter(point) ? -1 : point;
  }

  private static boolean isCharacter(int point) {
    return point < 0x20
        ? point == '\t' || point == '\n' || point == '\r'
        : point < 0xD800 || (point > 0xDFFF && point != 0xFFFE && point != 0xFFFF);
  }
}
