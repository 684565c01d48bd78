package org.tunza.resource.search.query;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.tunza.record.search.Condition.Interval;
import org.tunza.record.search.Condition.Relation;
import org.tunza.resource.search.terms.DateInterval;

/** Reads dates. https://hl7.org/fhir/R4/search.html#date */
final class Dates {

  private Dates() {}

  /** Empty when it is no date. */
  static Optional<Interval> read(String value, Instant now) {
    Prefix.Prefixed prefixed = Prefix.of(value);
    // An unencoded plus sign in an address arrives as a blank.
    DateInterval interval = DateInterval.of(prefixed.value().replace(' ', '+'));
    if (interval == null) {
      return Optional.empty();
    }
    if (prefixed.prefix() == Prefix.AP) {
      long slack = slack(interval, ChronoUnit.MICROS.between(Instant.EPOCH, now));
      return Optional.of(
          new Interval(Relation.OVERLAPS, interval.low() - slack, interval.high() + slack));
    }
    return Optional.of(new Interval(relation(prefixed.prefix()), interval.low(), interval.high()));
  }

  /** A tenth of the time between now and the nearer end. */
  private static long slack(DateInterval interval, long now) {
    long away = now < interval.low() ? interval.low() - now : Math.max(0, now - interval.high());
    return away / 10;
  }

  private static Relation relation(Prefix prefix) {
    return switch (prefix) {
      case EQ -> Relation.WITHIN;
      case NE -> Relation.NOT_WITHIN;
      case GT -> Relation.ENDS_AFTER;
      case LT -> Relation.BEGINS_BEFORE;
      case GE -> Relation.ENDS_AFTER_OR_WITHIN;
      case LE -> Relation.BEGINS_BEFORE_OR_WITHIN;
      case SA -> Relation.WHOLLY_AFTER;
      case EB -> Relation.WHOLLY_BEFORE;
      case AP -> Relation.OVERLAPS;
    };
  }
}
