package org.tunza.resource.search.oracle;

import java.util.HashSet;
import java.util.Set;
import org.tunza.record.EntryId;
import org.tunza.record.index.IndexTerm;
import org.tunza.resource.search.SearchParameter;
import org.tunza.resource.search.SearchParameter.Kind;
import org.tunza.resource.search.SearchParameter.Part;

/**
 * The terms that a parameter would have if those of the parameters that it is made of were its.
 * Identifiers within references are left out: they don't tell the type that is referred to.
 */
final class DerivedTerms {

  private DerivedTerms() {}

  static Set<IndexTerm> of(SearchParameter parameter, Set<IndexTerm> terms) {
    Set<IndexTerm> derived = new HashSet<>();
    for (Part part : parameter.madeOf()) {
      for (IndexTerm term : terms) {
        if (term.parameter() == part.number()
            && counts(term, part.restriction())
            && !isIdentifierOfReference(parameter, term)) {
          derived.add(as(parameter.number(), term));
        }
      }
    }
    return derived;
  }

  /** The terms that it has by its own walks. */
  static Set<IndexTerm> own(SearchParameter parameter, Set<IndexTerm> terms) {
    Set<IndexTerm> own = new HashSet<>();
    for (IndexTerm term : terms) {
      if (term.parameter() == parameter.number() && !isIdentifierOfReference(parameter, term)) {
        own.add(term);
      }
    }
    return own;
  }

  private static boolean isIdentifierOfReference(SearchParameter parameter, IndexTerm term) {
    return parameter.kind() == Kind.REFERENCE && term instanceof IndexTerm.Token;
  }

  private static boolean counts(IndexTerm term, String restriction) {
    return restriction.isEmpty()
        || switch (term) {
          case IndexTerm.Reference(int _, EntryId target) -> target.type().equals(restriction);
          case IndexTerm.Uri(int _, String uri) -> uri.contains("/" + restriction + "/");
          case IndexTerm.Token(int _, String system, String _) -> system.equals(restriction);
          case IndexTerm.Text _, IndexTerm.Date _, IndexTerm.Quantity _ -> true;
        };
  }

  private static IndexTerm as(int number, IndexTerm term) {
    return switch (term) {
      case IndexTerm.Token(int _, String system, String code) ->
          new IndexTerm.Token(number, system, code);
      case IndexTerm.Reference(int _, EntryId target) -> new IndexTerm.Reference(number, target);
      case IndexTerm.Uri(int _, String uri) -> new IndexTerm.Uri(number, uri);
      case IndexTerm.Text(int _, String normal) -> new IndexTerm.Text(number, normal);
      case IndexTerm.Date(int _, long low, long high) -> new IndexTerm.Date(number, low, high);
      case IndexTerm.Quantity(int _, String system, String code, var value) ->
          new IndexTerm.Quantity(number, system, code, value);
    };
  }
}
