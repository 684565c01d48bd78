package org.tunza.conformance.search.value;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tunza.conformance.search.value.Value.Interval;

/** The interval that a date or time stands for by its precision; in UTC when it has no zone. */
final class DateText {

  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d)(:\\d\\d)?(?:\\.(\\d+))?(Z|[+-]\\d\\d:\\d\\d)?");
  private static final int NANO_DIGITS = 9;
  private static final long MINUTE_NANOS = 60_000_000_000L;

  private DateText() {}

  static Interval interval(String text) {
    return switch (text.length()) {
      case 4 -> days(Year.parse(text).atDay(1), Year.parse(text).plusYears(1).atDay(1));
      case 7 -> days(YearMonth.parse(text).atDay(1), YearMonth.parse(text).plusMonths(1).atDay(1));
      case 10 -> days(LocalDate.parse(text), LocalDate.parse(text).plusDays(1));
      default -> time(text);
    };
  }

  private static Interval days(LocalDate low, LocalDate high) {
    return new Interval(
        low.atStartOfDay(ZoneOffset.UTC).toInstant(),
        high.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  private static Interval time(String text) {
    Matcher parts = TIME.matcher(text);
    if (!parts.matches()) {
      throw Values.notUnderstood(text);
    }
    String seconds = parts.group(2) == null ? ":00" : parts.group(2);
    String zone = parts.group(4) == null ? "Z" : parts.group(4);
    Instant second = OffsetDateTime.parse(parts.group(1) + seconds + zone).toInstant();
    if (parts.group(2) == null) {
      return new Interval(second, second.plusNanos(MINUTE_NANOS));
    }
    String fraction = parts.group(3) == null ? "" : parts.group(3);
    int digits = Math.min(fraction.length(), NANO_DIGITS);
    long unit = Math.round(Math.pow(10, NANO_DIGITS - digits));
    long nanos = digits == 0 ? 0 : Long.parseLong(fraction.substring(0, digits)) * unit;
    Instant low = second.plusNanos(nanos);
    return new Interval(low, low.plusNanos(unit));
  }
}
