package org.tunza.resource.search.terms;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tunza.record.index.IndexTerm;
import org.tunza.resource.tree.ArrayNode;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * Intervals of periods and schedules. Of a schedule the outer limits count, whatever the details.
 * https://hl7.org/fhir/R4/search.html#date
 */
final class Times {

  private Times() {}

  /** A period; an end that is missing is open. One that ends before it starts is none. */
  static void period(int parameter, ObjectNode period, Terms out) {
    DateInterval start = interval(period.member("start"));
    DateInterval end = interval(period.member("end"));
    if (start != null || end != null) {
      long low = start == null ? Long.MIN_VALUE : start.low();
      long high = end == null ? Long.MAX_VALUE : end.high();
      if (low < high) {
        out.add(new IndexTerm.Date(parameter, low, high));
      }
    }
  }

  /** From the first to the last of its events and of the period that bounds it. */
  static void timing(int parameter, ObjectNode timing, Terms out) {
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    if (timing.member("event") instanceof ArrayNode(List<Node> events)) {
      for (Node event : events) {
        DateInterval interval = interval(event);
        if (interval != null) {
          low = Math.min(low, interval.low());
          high = Math.max(high, interval.high());
        }
      }
    }
    ObjectNode repeat = timing.object("repeat");
    ObjectNode bounds = repeat == null ? null : repeat.object("boundsPeriod");
    if (bounds != null) {
      DateInterval start = interval(bounds.member("start"));
      DateInterval end = interval(bounds.member("end"));
      low = start == null ? Long.MIN_VALUE : Math.min(low, start.low());
      high = end == null ? Long.MAX_VALUE : Math.max(high, end.high());
    }
    if (low < high && (low != Long.MIN_VALUE || high != Long.MAX_VALUE)) {
      out.add(new IndexTerm.Date(parameter, low, high));
    }
  }

  private static @Nullable DateInterval interval(@Nullable Node node) {
    return node instanceof Node.StringNode(String text) ? DateInterval.of(text) : null;
  }
}
