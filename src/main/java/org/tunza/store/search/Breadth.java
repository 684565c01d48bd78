package org.tunza.store.search;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tunza.record.EntryId;
import org.tunza.record.index.Indexing;
import org.tunza.record.search.Condition;
import org.tunza.record.search.Selection;

/**
 * How many entries a condition finds, roughly, by its kind alone: the fewer, the better to come
 * from. So the same search is always done in the same way.
 */
final class Breadth {

  /** Of what no index leads to. */
  static final int ALL = 99;

  private static final int ONE = 0;
  private static final int FEW = 2;
  private static final int SOME = 4;
  private static final int MANY = 6;
  private static final int MOST = 8;

  /** A text of fewer characters begins too many others. */
  private static final int TEXT_MIN = 2;

  private final Indexing indexing;

  Breadth(Indexing indexing) {
    this.indexing = indexing;
  }

  /** The condition to come from; empty when there is none to which an index leads. */
  Optional<Condition> narrowest(List<Condition> all) {
    return all.stream().min(Comparator.comparingInt(this::of)).filter(best -> of(best) < ALL);
  }

  int of(Condition condition) {
    return switch (condition) {
      case Condition.AnyOf(List<Condition> of) -> of.stream().mapToInt(this::of).max().orElse(ONE);
      case Condition.Ids _ -> ONE;
      case Condition.Token token -> token(token);
      case Condition.TypedIdentifier _ -> 1;
      case Condition.Uri uri -> indexing.isHot(uri.by().parameter()) ? FEW : MOST;
      case Condition.Reference(var by, List<EntryId> targets) -> {
        boolean isFew =
            indexing.isHot(by.parameter())
                && targets.stream().noneMatch(id -> indexing.isOrganisational(id.type()));
        yield isFew ? FEW : MANY;
      }
      case Condition.Text text ->
          switch (text.match()) {
            case EXACT -> SOME - 1;
            case START -> text.text().length() < TEXT_MIN ? ALL : SOME;
            case PART -> ALL;
          };
      case Condition.Date date ->
          date.when().relation() == Condition.Relation.WITHIN ? MANY + 1 : ALL;
      case Condition.Composite composite ->
          composite.components().stream().mapToInt(this::of).min().orElse(ALL);
      case Condition.InChart _ -> FEW;
      case Condition.Around(EntryId owner, var _) ->
          indexing.isOrganisational(owner.type()) ? MANY : FEW;
      case Condition.Beside _ -> SOME;
      case Condition.Chain(var _, Selection targets) -> inner(targets);
      case Condition.ReferredBy(var _, Selection sources) -> inner(sources);
      case Condition.Not _,
          Condition.Updated _,
          Condition.Quantity _,
          Condition.CodeOf _,
          Condition.CodeText _,
          Condition.UriBelow _,
          Condition.UriAbove _,
          Condition.Missing _,
          Condition.OfTypes _,
          Condition.Happened _ ->
          ALL;
    };
  }

  private int token(Condition.Token token) {
    int parameter = token.by().parameter();
    return indexing.isIdentifier(parameter) ? 1 : indexing.isHot(parameter) ? SOME + 1 : MOST;
  }

  private int inner(Selection selection) {
    int narrowest = selection.all().stream().mapToInt(this::of).min().orElse(ALL);
    return narrowest == ALL ? ALL : narrowest + 1;
  }
}
