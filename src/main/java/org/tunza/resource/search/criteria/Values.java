package org.tunza.resource.search.criteria;

import java.math.BigDecimal;
import java.util.List;
import org.tunza.record.EntryId;
import org.tunza.record.Outcome;
import org.tunza.record.index.Criteria.Match;
import org.tunza.record.index.Criteria.Systems;
import org.tunza.record.index.IndexTerm;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.search.SearchParameter;
import org.tunza.resource.search.SearchParameter.Part;
import org.tunza.resource.search.terms.DateInterval;
import org.tunza.resource.search.terms.LocalReferences;
import org.tunza.resource.search.terms.OwnAddresses;
import org.tunza.resource.search.terms.SearchText;

/**
 * Reads values of one parameter into what the index is asked, in terms of one of the stored
 * parameters that it is made of. https://hl7.org/fhir/R4/search.html#ptypes
 */
record Values(OwnAddresses addresses, SearchParameter parameter, Part part, String modifier) {

  /** Types among which an id without type is looked for. */
  private static final int TYPES_MAX = 16;

  private static final int NUMBER_LENGTH_MAX = 40;
  private static final int EXPONENT_MAX = 350;

  /** One of the alternatives, still escaped. */
  Outcome<List<Match>> read(String value) {
    return switch (parameter.kind()) {
      case TOKEN -> token(value);
      case REFERENCE -> modifier.equals("identifier") ? token(value) : reference(value);
      case URI -> exactly(new IndexTerm.Uri(part.number(), Escaped.plain(value)));
      case STRING -> text(value);
      case DATE -> date(value);
      case NUMBER -> number("", "", value);
      case QUANTITY -> quantity(value);
      case COMPOSITE, SPECIAL -> refused("this parameter can't be used as a criterion");
    };
  }

  private Outcome<List<Match>> token(String value) {
    List<String> parts = Escaped.split(value, '|');
    String code = Escaped.plain(parts.getLast());
    if (parts.size() > 2 || code.isEmpty()) {
      return refused("a token is code, system|code or |code");
    }
    boolean restricted = !part.restriction().isEmpty() && !modifier.equals("identifier");
    if (parts.size() == 2) {
      String system = Escaped.plain(parts.getFirst());
      return restricted && !system.equals(part.restriction())
          ? refused("this parameter has one system only")
          : done(new Match.TokenCode(part.number(), new Systems.One(system), code));
    }
    Systems systems = restricted ? new Systems.One(part.restriction()) : new Systems.Any();
    return done(new Match.TokenCode(part.number(), systems, code));
  }

  private Outcome<List<Match>> reference(String value) {
    String text = Escaped.plain(value);
    if (parameter.namesByUri() && modifier.isEmpty()) {
      return exactly(new IndexTerm.Uri(part.number(), text));
    }
    if (!modifier.isEmpty() && !Definitions.r4().isResourceType(modifier)) {
      return refused("this modifier can't be used in a criterion");
    }
    return switch (LocalReferences.read(addresses.relative(text))) {
      case LocalReferences.Local(EntryId entry) ->
          mayName(entry.type())
              ? exactly(new IndexTerm.Reference(part.number(), entry))
              : refused("this parameter doesn't name entries of that type");
      case LocalReferences.Elsewhere(String uri, String _) ->
          exactly(new IndexTerm.Uri(part.number(), uri));
      case LocalReferences.Nothing _ -> id(text);
    };
  }

  private Outcome<List<Match>> id(String id) {
    List<String> types =
        !modifier.isEmpty()
            ? List.of(modifier)
            : !part.restriction().isEmpty() ? List.of(part.restriction()) : parameter.targets();
    if (!LocalReferences.isId(id)) {
      return refused("a reference is type/id, id or an address");
    }
    if (types.isEmpty() || types.size() > TYPES_MAX || !types.stream().allMatch(this::mayName)) {
      return refused("the reference needs a type that the parameter can name, as in Patient/1");
    }
    return Outcome.done(
        types.stream()
            .map(type -> new IndexTerm.Reference(part.number(), new EntryId(type, id)))
            .map(term -> (Match) new Match.Exactly(term))
            .toList());
  }

  private boolean mayName(String type) {
    return parameter.mayName(type)
        && (part.restriction().isEmpty() || part.restriction().equals(type))
        && (modifier.isEmpty() || modifier.equals(type));
  }

  private Outcome<List<Match>> text(String value) {
    String normal = SearchText.normal(Escaped.plain(value));
    return normal.isEmpty()
        ? refused("the text has nothing to search for")
        : done(new Match.TextStart(part.number(), normal));
  }

  private Outcome<List<Match>> date(String value) {
    DateInterval interval = DateInterval.of(value.startsWith("eq") ? value.substring(2) : value);
    return interval == null
        ? refused("a date criterion is a date, without prefix or with eq")
        : done(new Match.DateWithin(part.number(), interval.low(), interval.high()));
  }

  private Outcome<List<Match>> quantity(String value) {
    List<String> parts = Escaped.split(value, '|');
    return parts.size() == 3 && parts.stream().noneMatch(String::isEmpty)
        ? number(Escaped.plain(parts.get(1)), Escaped.plain(parts.get(2)), parts.get(0))
        : refused("a quantity criterion is number|system|code");
  }

  private Outcome<List<Match>> number(String system, String code, String value) {
    String text = value.startsWith("eq") ? value.substring(2) : value;
    try {
      BigDecimal number = new BigDecimal(text);
      if (text.length() <= NUMBER_LENGTH_MAX && Math.abs(number.scale()) <= EXPONENT_MAX) {
        return exactly(new IndexTerm.Quantity(part.number(), system, code, number));
      }
    } catch (NumberFormatException e) {
      return refused("a number criterion is a number, without prefix or with eq");
    }
    return refused("the number is longer than the limits allow");
  }

  private static Outcome<List<Match>> exactly(IndexTerm term) {
    return done(new Match.Exactly(term));
  }

  private static Outcome<List<Match>> done(Match match) {
    return Outcome.done(List.of(match));
  }

  private Outcome<List<Match>> refused(String text) {
    return CriteriaParser.refused(parameter.code(), text);
  }
}
