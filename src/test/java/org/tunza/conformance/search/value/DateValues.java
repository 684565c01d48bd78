package org.tunza.conformance.search.value;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Timing;
import org.tunza.conformance.search.value.Prefix.Prefixed;
import org.tunza.conformance.search.value.Value.Interval;

/**
 * Dates, times and periods as intervals. https://hl7.org/fhir/R4/search.html#date
 *
 * @param now what {@code ap} is measured from
 */
public record DateValues(Instant now) implements Values {

  @Override
  public List<Value> read(Base element, Resource resource) {
    List<Interval> found = new ArrayList<>();
    switch (element) {
      case BaseDateTimeType date -> date(date, found);
      case Period period -> period(period, found);
      case Timing timing -> {
        timing.getEvent().forEach(event -> date(event, found));
        if (timing.getRepeat().hasBoundsPeriod()) {
          period(timing.getRepeat().getBoundsPeriod(), found);
        }
      }
      default -> {}
    }
    return found.isEmpty() ? List.of() : List.of(outer(found));
  }

  private static Interval outer(List<Interval> found) {
    return new Interval(
        Collections.min(found.stream().map(Interval::low).toList()),
        Collections.max(found.stream().map(Interval::high).toList()));
  }

  private static void date(BaseDateTimeType date, List<Interval> found) {
    if (date.hasValue()) {
      found.add(DateText.interval(date.getValueAsString()));
    }
  }

  /** One that ends before it starts is none. */
  private static void period(Period period, List<Interval> found) {
    List<Interval> start = new ArrayList<>();
    List<Interval> end = new ArrayList<>();
    date(period.getStartElement(), start);
    date(period.getEndElement(), end);
    if (!start.isEmpty() || !end.isEmpty()) {
      Instant low = start.isEmpty() ? Instant.MIN : start.getFirst().low();
      Instant high = end.isEmpty() ? Instant.MAX : end.getFirst().high();
      if (low.isBefore(high)) {
        found.add(new Interval(low, high));
      }
    }
  }

  @Override
  public Predicate<Value> wanted(String modifier, String text) {
    if (!modifier.isEmpty()) {
      throw Values.notUnderstood(modifier);
    }
    Prefixed prefixed = Prefixed.of(text);
    Interval asked = DateText.interval(prefixed.rest());
    return value -> value instanceof Interval found && compares(prefixed.prefix(), found, asked);
  }

  private boolean compares(Prefix prefix, Interval found, Interval asked) {
    return switch (prefix) {
      case EQ -> isWithin(found, asked);
      case NE -> !isWithin(found, asked);
      case GT -> isAfterEnd(found, asked);
      case LT -> isBeforeStart(found, asked);
      case GE -> isAfterEnd(found, asked) || isWithin(found, asked);
      case LE -> isBeforeStart(found, asked) || isWithin(found, asked);
      case SA -> !found.low().isBefore(asked.high());
      case EB -> !found.high().isAfter(asked.low());
      case AP -> overlap(found, widened(asked));
    };
  }

  private static boolean isWithin(Interval found, Interval asked) {
    return !found.low().isBefore(asked.low()) && !found.high().isAfter(asked.high());
  }

  /** Whether some of it lies after the end of what is asked. */
  private static boolean isAfterEnd(Interval found, Interval asked) {
    return found.high().isAfter(asked.high());
  }

  /** Whether some of it lies before the start of what is asked. */
  private static boolean isBeforeStart(Interval found, Interval asked) {
    return found.low().isBefore(asked.low());
  }

  private static boolean overlap(Interval a, Interval b) {
    return a.low().isBefore(b.high()) && a.high().isAfter(b.low());
  }

  /** By a tenth of its distance from now. */
  private Interval widened(Interval asked) {
    Duration distance = Duration.ZERO;
    if (now.isBefore(asked.low())) {
      distance = Duration.between(now, asked.low());
    } else if (now.isAfter(asked.high())) {
      distance = Duration.between(asked.high(), now);
    }
    Duration tenth = distance.dividedBy(10);
    return new Interval(asked.low().minus(tenth), asked.high().plus(tenth));
  }
}
