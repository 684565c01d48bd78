package org.tunza.fhir.history;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.tunza.record.History.Span;

/**
 * Dates of FHIR as the time that they stand for. https://hl7.org/fhir/R4/datatypes.html#dateTime
 */
final class Moments {

  private static final int YEARS_MAX = 9999;

  private Moments() {}

  /** The time of a date, perhaps partial; UTC without a zone; null when it is none. */
  static @Nullable Span span(String text) {
    // An unencoded plus sign in an address arrives as a blank.
    String date = text.strip().replace(' ', '+');
    try {
      return switch (date.length()) {
        case 4 ->
            days(LocalDate.parse(date + "-01-01"), LocalDate.parse(date + "-01-01").plusYears(1));
        case 7 -> days(LocalDate.parse(date + "-01"), LocalDate.parse(date + "-01").plusMonths(1));
        case 10 -> days(LocalDate.parse(date), LocalDate.parse(date).plusDays(1));
        case 16, 19 -> moment(LocalDateTime.parse(date).atOffset(ZoneOffset.UTC), date);
        default -> moment(OffsetDateTime.parse(date), date);
      };
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Span days(LocalDate from, LocalDate to) {
    return new Span(
        from.atStartOfDay().toInstant(ZoneOffset.UTC), to.atStartOfDay().toInstant(ZoneOffset.UTC));
  }

  private static Span moment(OffsetDateTime time, String text) {
    if (time.getYear() < 0 || time.getYear() > YEARS_MAX) {
      throw new DateTimeException("year");
    }
    Instant from = time.toInstant();
    boolean minutes = text.length() == 16;
    boolean fraction = text.indexOf('.') >= 0;
    return new Span(
        from, minutes ? from.plusSeconds(60) : fraction ? from.plusMillis(1) : from.plusSeconds(1));
  }
}
