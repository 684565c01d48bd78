package org.tunza.resource.search.terms;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The interval that a FHIR date, dateTime or instant stands for: a year, a month, a day, or as much
 * of a second as was written. Without a zone it is taken as UTC.
 * https://hl7.org/fhir/R4/search.html#date
 *
 * @param low first microsecond since 1970, UTC
 * @param high first microsecond after it
 */
public record DateInterval(long low, long high) {

  private static final long SECOND = 1_000_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long DAY = 24 * 60 * MINUTE;

  /** The interval of the text, or null when it is none. */
  public static @Nullable DateInterval of(String text) {
    try {
      return parse(text);
    } catch (DateTimeException | NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable DateInterval parse(String text) {
    int length = text.length();
    if (length == 4) {
      int year = digits(text, 0, 4);
      return new DateInterval(day(year, 1, 1), day(year + 1, 1, 1));
    }
    if (length < 7 || text.charAt(4) != '-') {
      return null;
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 7);
    if (length == 7) {
      long low = day(year, month, 1);
      return new DateInterval(low, month == 12 ? day(year + 1, 1, 1) : day(year, month + 1, 1));
    }
    if (length < 10 || text.charAt(7) != '-') {
      return null;
    }
    long day = day(year, month, digits(text, 8, 10));
    return length == 10 ? new DateInterval(day, day + DAY) : time(text, day);
  }

  /** Hours and minutes, then seconds and their fraction, if written, then the zone. */
  private static @Nullable DateInterval time(String text, long day) {
    if (text.length() < 16 || text.charAt(10) != 'T' || text.charAt(13) != ':') {
      return null;
    }
    long low = day + (digits(text, 11, 13) * 60L + digits(text, 14, 16)) * MINUTE;
    long precision = MINUTE;
    int position = 16;
    if (position < text.length() && text.charAt(position) == ':') {
      low += digits(text, 17, 19) * SECOND;
      precision = SECOND;
      position = 19;
      if (position < text.length() && text.charAt(position) == '.') {
        for (position++; position < text.length() && isDigit(text.charAt(position)); position++) {
          precision /= 10;
          low += precision * (text.charAt(position) - '0');
        }
      }
    }
    long offset = zone(text, position);
    return new DateInterval(low - offset, low - offset + Math.max(precision, 1));
  }

  private static long zone(String text, int position) {
    if (position == text.length() || text.substring(position).equals("Z")) {
      return 0;
    }
    char sign = text.charAt(position);
    if (text.length() != position + 6 || (sign != '+' && sign != '-')) {
      throw new DateTimeException("no zone");
    }
    int minutes = digits(text, position + 1, position + 3) * 60;
    minutes += digits(text, position + 4, position + 6);
    return sign == '+' ? minutes * MINUTE : -minutes * MINUTE;
  }

  private static long day(int year, int month, int dayOfMonth) {
    return LocalDate.of(year, month, dayOfMonth).toEpochDay() * DAY;
  }

  private static int digits(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      if (i >= text.length() || !isDigit(text.charAt(i))) {
        throw new DateTimeException("no date");
      }
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
