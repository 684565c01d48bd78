package org.tunza.resource.search.oracle;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Timing;
import org.tunza.record.index.IndexTerm;

/** Intervals of HAPI's dates, by java.time. */
final class HapiDates {

  private HapiDates() {}

  static Optional<IndexTerm> of(int parameter, Base value) {
    List<Long> lows = new ArrayList<>();
    List<Long> highs = new ArrayList<>();
    switch (value) {
      case BaseDateTimeType date -> add(date, lows, highs);
      case Period period -> add(period, lows, highs);
      case Timing timing -> {
        timing.getEvent().forEach(event -> add(event, lows, highs));
        if (timing.getRepeat().hasBoundsPeriod()) {
          add(timing.getRepeat().getBoundsPeriod(), lows, highs);
        }
      }
      default -> {}
    }
    if (lows.isEmpty()) {
      return Optional.empty();
    }
    lows.sort(null);
    highs.sort(null);
    return Optional.of(new IndexTerm.Date(parameter, lows.getFirst(), highs.getLast()));
  }

  private static void add(Period period, List<Long> lows, List<Long> highs) {
    boolean hasStart = period.getStartElement().hasValue();
    boolean hasEnd = period.getEndElement().hasValue();
    if (hasStart || hasEnd) {
      List<Long> ignored = new ArrayList<>();
      if (hasStart) {
        add(period.getStartElement(), lows, ignored);
      } else {
        lows.add(Long.MIN_VALUE);
      }
      if (hasEnd) {
        add(period.getEndElement(), ignored, highs);
      } else {
        highs.add(Long.MAX_VALUE);
      }
    }
  }

  private static void add(BaseDateTimeType date, List<Long> lows, List<Long> highs) {
    if (!date.hasValue()) {
      return;
    }
    String text = date.getValueAsString();
    switch (text.length()) {
      case 4 -> add(Year.parse(text).atDay(1), Year.parse(text).plusYears(1).atDay(1), lows, highs);
      case 7 -> {
        YearMonth month = YearMonth.parse(text);
        add(month.atDay(1), month.plusMonths(1).atDay(1), lows, highs);
      }
      case 10 -> add(LocalDate.parse(text), LocalDate.parse(text).plusDays(1), lows, highs);
      default -> {
        Instant instant = OffsetDateTime.parse(text).toInstant();
        long low = ChronoUnit.MICROS.between(Instant.EPOCH, instant);
        int point = text.indexOf('.');
        int digits = point < 0 ? 0 : text.substring(point + 1).replaceFirst("\\D.*", "").length();
        lows.add(low);
        highs.add(low + Math.max(1, Math.round(1_000_000 / Math.pow(10, digits))));
      }
    }
  }

  private static void add(LocalDate from, LocalDate to, List<Long> lows, List<Long> highs) {
    lows.add(from.atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1_000_000);
    highs.add(to.atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1_000_000);
  }
}
