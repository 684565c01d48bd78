package org.tunza.resource.validation;

import org.jspecify.annotations.Nullable;
import org.tunza.resource.definition.Primitive;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.NumberText;

/**
 * Whether a JSON value is a value of a primitive type. Checks characters by hand, since a regular
 * expression would cost more than the rest of a write's validation.
 * https://hl7.org/fhir/R4/datatypes.html#primitive
 */
final class Primitives {

  /** Characters of a string or markdown: 1 MB in the specification. */
  static final int STRING_LENGTH_MAX = 1024 * 1024;

  private static final int ID_LENGTH_MAX = 64;
  private static final String OID_PREFIX = "urn:oid:";
  private static final String UUID_PREFIX = "urn:uuid:";

  private Primitives() {}

  /** What is wrong with the value; null when nothing is. */
  static @Nullable String fault(Primitive primitive, Node value) {
    return switch (value) {
      case Node.StringNode(String text) ->
          primitive.form() != Primitive.Form.STRING
              ? "must not be a string"
              : text.isEmpty() ? "an empty string" : fault(primitive, text);
      case Node.NumberNode(String text) ->
          primitive.form() != Primitive.Form.NUMBER
              ? "must not be a number"
              : numberFault(primitive, text);
      case Node.BooleanNode flag ->
          primitive == Primitive.BOOLEAN ? null : "must not be true or false";
      default -> "must be a single value";
    };
  }

  private static @Nullable String fault(Primitive primitive, String text) {
    return switch (primitive) {
      case STRING, MARKDOWN -> stringFault(text);
      case CODE -> Characters.areCode(text) ? null : "a blank that a code can't have";
      case URI, URL, CANONICAL -> Characters.hasNoBlank(text) ? null : "a blank within";
      case DATE -> Dates.isDate(text) ? null : "not a date";
      case DATE_TIME -> Dates.isDateTime(text) ? null : "not a dateTime";
      case INSTANT -> Dates.isInstant(text) ? null : "not an instant";
      case TIME -> Dates.isTime(text) ? null : "not a time";
      case ID -> isId(text, 0, text.length()) ? null : "not an id: 1 to 64 of A-Z a-z 0-9 - .";
      case BASE64_BINARY -> Characters.areBase64(text) ? null : "not Base64";
      case OID -> isOid(text) ? null : "not an OID as urn:oid:";
      case UUID -> isUuid(text) ? null : "not a UUID as urn:uuid: in lower case";
      case XHTML -> Narratives.fault(text);
      case BOOLEAN, DECIMAL, INTEGER, POSITIVE_INT, UNSIGNED_INT -> "must not be a string";
    };
  }

  private static @Nullable String stringFault(String text) {
    if (text.length() > STRING_LENGTH_MAX) {
      return "longer than 1 MB";
    }
    return Characters.areText(text) ? null : "a character that text can't have";
  }

  private static @Nullable String numberFault(Primitive primitive, String text) {
    return switch (primitive) {
      case DECIMAL -> NumberText.isNumber(text) ? null : "not a decimal";
      case INTEGER -> isInteger(text) ? null : "not an integer of 32 bits";
      case UNSIGNED_INT ->
          isInteger(text) && text.charAt(0) != '-' ? null : "not an integer from 0";
      case POSITIVE_INT ->
          isInteger(text) && text.charAt(0) != '-' && text.charAt(0) != '0'
              ? null
              : "not an integer from 1";
      default -> "must not be a number";
    };
  }

  /** Whether the characters from start to end are an id. */
  static boolean isId(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (!isLetterOrDigit(c) && c != '-' && c != '.') {
        return false;
      }
    }
    return end > start && end - start <= ID_LENGTH_MAX;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isInteger(String text) {
    int start = text.charAt(0) == '-' ? 1 : 0;
    int digits = text.length() - start;
    if (digits < 1 || digits > 10 || (text.charAt(start) == '0' && text.length() > 1)) {
      return false;
    }
    long value = 0;
    for (int i = start; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
      value = value * 10 + (text.charAt(i) - '0');
    }
    return value <= Integer.MAX_VALUE + (long) start;
  }

  private static int skipDigits(String text, int start) {
    int i = start;
    while (i < text.length() && isDigit(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** A root of 0 to 2 and at least one more arc, none with a leading zero. */
  private static boolean isOid(String text) {
    int i = OID_PREFIX.length();
    if (!text.startsWith(OID_PREFIX)
        || i + 1 >= text.length()
        || text.charAt(i) < '0'
        || text.charAt(i) > '2') {
      return false;
    }
    i++;
    while (i < text.length()) {
      int end = skipDigits(text, i + 1);
      boolean leadingZero = end > i + 2 && text.charAt(i + 1) == '0';
      if (text.charAt(i) != '.' || end == i + 1 || leadingZero) {
        return false;
      }
      i = end;
    }
    return true;
  }

  private static boolean isUuid(String text) {
    int start = UUID_PREFIX.length();
    if (!text.startsWith(UUID_PREFIX) || text.length() != start + 36) {
      return false;
    }
    for (int i = 0; i < 36; i++) {
      char c = text.charAt(start + i);
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      if (hyphen ? c != '-' : !isDigit(c) && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }
}
