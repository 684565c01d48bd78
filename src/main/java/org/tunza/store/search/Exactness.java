package org.tunza.store.search;

import org.tunza.record.index.IndexTerm;
import org.tunza.record.search.Condition;
import org.tunza.record.search.Selection;

/**
 * Whether the index alone tells that a condition is met. Where it does not, it finds all that may
 * meet it, and their content decides.
 */
final class Exactness {

  private Exactness() {}

  static boolean isExact(Selection selection) {
    return selection.all().stream().allMatch(Exactness::isExact);
  }

  static boolean isExact(Condition condition) {
    return switch (condition) {
      case Condition.AnyOf any -> any.of().stream().allMatch(Exactness::isExact);
      case Condition.Not not -> isExact(not.of());
      case Condition.Text text ->
          text.match() == Condition.TextMatch.START
              && text.text().length() < IndexTerm.Text.LENGTH_MAX;
      case Condition.Quantity quantity -> quantity.unit() instanceof Condition.Unit.Of;
      case Condition.Ids _,
          Condition.Updated _,
          Condition.Token _,
          Condition.Uri _,
          Condition.Reference _,
          Condition.Date _,
          Condition.OfTypes _,
          Condition.InChart _,
          Condition.Around _,
          Condition.Happened _ ->
          true;
      case Condition.Beside beside -> beside.of().stream().allMatch(Exactness::isExact);
      case Condition.Chain chain -> isExact(chain.targets());
      case Condition.ReferredBy referred -> isExact(referred.sources());
      case Condition.CodeOf _,
          Condition.CodeText _,
          Condition.TypedIdentifier _,
          Condition.UriBelow _,
          Condition.UriAbove _,
          Condition.Missing _,
          Condition.Composite _ ->
          false;
    };
  }
}
