package org.tunza.resource.validation;

/**
 * The forms of dates and times, with days that the calendar has.
 * https://hl7.org/fhir/R4/datatypes.html#dateTime
 */
final class Dates {

  private static final int DATE_LENGTH = 10;
  private static final int ZONE_HOURS_MAX = 14;

  private Dates() {}

  /** YYYY, YYYY-MM or YYYY-MM-DD. */
  static boolean isDate(String text) {
    return isDate(text, text.length());
  }

  /** A date, or date and time with a zone. */
  static boolean isDateTime(String text) {
    return text.length() <= DATE_LENGTH ? isDate(text) : isInstant(text);
  }

  /** YYYY-MM-DDThh:mm:ss with any fraction and a zone. */
  static boolean isInstant(String text) {
    if (text.length() <= DATE_LENGTH
        || text.charAt(DATE_LENGTH) != 'T'
        || !isDate(text, DATE_LENGTH)) {
      return false;
    }
    int end = endOfTime(text, DATE_LENGTH + 1);
    return end > 0 && isZone(text, end);
  }

  /** hh:mm:ss with any fraction. */
  static boolean isTime(String text) {
    return endOfTime(text, 0) == text.length();
  }

  private static boolean isDate(String text, int length) {
    if (length != 4 && length != 7 && length != DATE_LENGTH) {
      return false;
    }
    int year = two(text, 0) * 100 + two(text, 2);
    if (two(text, 0) < 0 || two(text, 2) < 0 || year == 0) {
      return false;
    }
    if (length == 4) {
      return true;
    }
    int month = two(text, 5);
    if (text.charAt(4) != '-' || month < 1 || month > 12) {
      return false;
    }
    if (length == 7) {
      return true;
    }
    int day = two(text, 8);
    return text.charAt(7) == '-' && day >= 1 && day <= daysIn(year, month);
  }

  private static int daysIn(int year, int month) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /** Where the time that starts here ends; -1 when it is none. A leap second is one. */
  private static int endOfTime(String text, int start) {
    if (text.length() < start + 8
        || text.charAt(start + 2) != ':'
        || text.charAt(start + 5) != ':'
        || !isBetween(two(text, start), 23)
        || !isBetween(two(text, start + 3), 59)
        || !isBetween(two(text, start + 6), 60)) {
      return -1;
    }
    int end = start + 8;
    if (end < text.length() && text.charAt(end) == '.') {
      int digit = end + 1;
      while (digit < text.length() && text.charAt(digit) >= '0' && text.charAt(digit) <= '9') {
        digit++;
      }
      return digit == end + 1 ? -1 : digit;
    }
    return end;
  }

  private static boolean isZone(String text, int start) {
    if (text.length() == start + 1) {
      return text.charAt(start) == 'Z';
    }
    if (text.length() != start + 6
        || (text.charAt(start) != '+' && text.charAt(start) != '-')
        || text.charAt(start + 3) != ':') {
      return false;
    }
    int hours = two(text, start + 1);
    int minutes = two(text, start + 4);
    return isBetween(hours, ZONE_HOURS_MAX) && isBetween(minutes, hours == ZONE_HOURS_MAX ? 0 : 59);
  }

  private static boolean isBetween(int number, int max) {
    return number >= 0 && number <= max;
  }

  /** The number that the two characters from here are; far below zero when they are none. */
  private static int two(String text, int index) {
    int tens = text.charAt(index) - '0';
    int ones = text.charAt(index + 1) - '0';
    boolean digits = tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9;
    return digits ? tens * 10 + ones : -1000;
  }
}
