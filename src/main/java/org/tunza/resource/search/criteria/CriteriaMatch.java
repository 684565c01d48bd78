package org.tunza.resource.search.criteria;

import java.util.List;
import org.tunza.record.EntryId;
import org.tunza.record.index.Criteria;
import org.tunza.record.index.Criteria.Match;
import org.tunza.record.index.Criteria.Systems;
import org.tunza.record.index.IndexTerm;

/**
 * Whether a resource meets criteria, by the terms taken from its content. The index narrows down;
 * this decides. https://hl7.org/fhir/R4/search.html#ptypes
 */
public final class CriteriaMatch {

  private CriteriaMatch() {}

  /** Whether the entry of this id, whose content has these terms, meets all the criteria. */
  public static boolean matches(Criteria criteria, List<IndexTerm> terms, EntryId id) {
    return criteria.type().equals(id.type())
        && criteria.all().stream()
            .allMatch(anyOf -> anyOf.matches().stream().anyMatch(m -> matches(m, terms, id)));
  }

  private static boolean matches(Match match, List<IndexTerm> terms, EntryId id) {
    return match instanceof Match.Id(String wanted)
        ? wanted.equals(id.id())
        : terms.stream().anyMatch(term -> matches(match, term));
  }

  private static boolean matches(Match match, IndexTerm term) {
    return switch (match) {
      case Match.TokenCode(int parameter, Systems systems, String code) ->
          term instanceof IndexTerm.Token token
              && token.parameter() == parameter
              && token.code().equals(code)
              && matches(systems, token.system());
      case Match.Exactly(IndexTerm.Quantity wanted) ->
          term instanceof IndexTerm.Quantity quantity && equal(wanted, quantity);
      case Match.Exactly(IndexTerm wanted) -> wanted.equals(term);
      case Match.TextStart(int parameter, String normal) ->
          term instanceof IndexTerm.Text text
              && text.parameter() == parameter
              && text.normal().startsWith(normal);
      case Match.DateWithin(int parameter, long low, long high) ->
          term instanceof IndexTerm.Date date
              && date.parameter() == parameter
              && date.low() >= low
              && date.high() <= high;
      case Match.Id _ -> false;
    };
  }

  private static boolean matches(Systems systems, String system) {
    return switch (systems) {
      case Systems.Any _ -> true;
      case Systems.One(String wanted) -> wanted.equals(system);
    };
  }

  /** Numbers are equal by value: 1.0 is 1.00. */
  private static boolean equal(IndexTerm.Quantity a, IndexTerm.Quantity b) {
    return a.parameter() == b.parameter()
        && a.system().equals(b.system())
        && a.code().equals(b.code())
        && a.value().compareTo(b.value()) == 0;
  }
}
