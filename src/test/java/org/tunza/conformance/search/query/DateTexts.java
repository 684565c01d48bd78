package org.tunza.conformance.search.query;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.tunza.conformance.search.value.Prefix;
import org.tunza.conformance.search.value.Value;

/** Dates at and near the ends of an interval, of any precision and in several zones. */
record DateTexts(Chance chance) {

  private static final List<Duration> STEPS =
      List.of(
          Duration.ofMillis(1),
          Duration.ofSeconds(1),
          Duration.ofHours(1),
          Duration.ofDays(1),
          Duration.ofDays(31),
          Duration.ofDays(366));

  String of(Value.Interval interval) {
    Instant end = interval.low().equals(Instant.MIN) ? interval.high() : interval.low();
    if (chance.oneIn(3) && !interval.high().equals(Instant.MAX)) {
      end = interval.high();
    }
    if (chance.oneIn(3)) {
      Duration step = chance.one(STEPS);
      end = end.plus(chance.oneIn(2) ? step : step.negated());
    }
    return prefix() + text(end);
  }

  private String prefix() {
    return chance.oneIn(3) ? "" : chance.oneOf(Prefix.values()).text();
  }

  private String text(Instant instant) {
    ZoneOffset zone = chance.oneOf(ZoneOffset.UTC, ZoneOffset.ofHours(3), ZoneOffset.ofHours(-5));
    OffsetDateTime there = instant.atOffset(zone);
    OffsetDateTime inUtc = instant.atOffset(ZoneOffset.UTC);
    return switch (chance.below(8)) {
      case 0 -> format(inUtc, "uuuu");
      case 1 -> format(inUtc, "uuuu-MM");
      case 2, 3, 4 -> format(inUtc, "uuuu-MM-dd");
      case 5 -> format(inUtc, "uuuu-MM-dd'T'HH:mm");
      case 6 -> format(there, "uuuu-MM-dd'T'HH:mm:ssxxx");
      default -> format(there, "uuuu-MM-dd'T'HH:mm:ss.SSSXXX");
    };
  }

  private static String format(OffsetDateTime time, String pattern) {
    return DateTimeFormatter.ofPattern(pattern).format(time);
  }
}
