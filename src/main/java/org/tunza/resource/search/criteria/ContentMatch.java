package org.tunza.resource.search.criteria;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tunza.record.EntryId;
import org.tunza.record.index.IndexTerm;
import org.tunza.record.index.Indexing.TypeParameter;
import org.tunza.record.search.Condition;
import org.tunza.record.search.Selection;
import org.tunza.resource.search.SearchParameter;
import org.tunza.resource.search.SearchParameters;
import org.tunza.resource.search.terms.DateInterval;
import org.tunza.resource.search.terms.Measures;
import org.tunza.resource.search.terms.ParameterValues;
import org.tunza.resource.search.terms.SearchText;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * Whether a resource meets conditions, by its content. What other entries say (chains both ways) is
 * not looked at: the index is exact in that. https://hl7.org/fhir/R4/search.html
 */
public final class ContentMatch {

  private final SearchParameters parameters;
  private final EntryId id;
  private final ObjectNode resource;

  public ContentMatch(SearchParameters parameters, EntryId id, ObjectNode resource) {
    this.parameters = parameters;
    this.id = id;
    this.resource = resource;
  }

  public boolean meets(Selection selection) {
    boolean isOfType = selection.isOfAny() || selection.type().equals(id.type());
    return isOfType && selection.all().stream().allMatch(this::meets);
  }

  private boolean meets(Condition condition) {
    return switch (condition) {
      case Condition.AnyOf(List<Condition> of) -> of.stream().anyMatch(this::meets);
      case Condition.Not(Condition of) -> isOfOthers(of) || !meets(of);
      case Condition.Ids(List<String> ids) -> ids.contains(id.id());
      case Condition.Updated(Condition.Interval when) -> updated(when);
      case Condition.Token token -> has(token.by(), term -> isToken(term, token));
      case Condition.CodeOf(TypeParameter by, String system) ->
          has(by, term -> term instanceof IndexTerm.Token one && one.system().equals(system));
      case Condition.CodeText(TypeParameter by, String normal) ->
          ends(by).flatMap(end -> Words.ofCode(end.value())).anyMatch(starts(normal));
      case Condition.TypedIdentifier typed ->
          ends(typed.by()).anyMatch(end -> isTyped(end.value(), typed));
      case Condition.Reference(TypeParameter by, List<EntryId> targets) ->
          has(
              by,
              term -> term instanceof IndexTerm.Reference one && targets.contains(one.target()));
      case Condition.Uri(TypeParameter by, String uri) -> has(by, uri(uri::equals));
      case Condition.UriBelow(TypeParameter by, String uri) ->
          has(by, uri(one -> isBelow(one, uri)));
      case Condition.UriAbove(TypeParameter by, String uri) ->
          has(by, uri(one -> isBelow(uri, one)));
      case Condition.Text(TypeParameter by, Condition.TextMatch match, String text) ->
          ends(by).flatMap(end -> Words.ofText(end.value(), end.form())).anyMatch(is(match, text));
      case Condition.Date date -> has(date.by(), term -> isDate(term, date.when()));
      case Condition.Quantity quantity -> has(quantity.by(), term -> isQuantity(term, quantity));
      case Condition.Missing(TypeParameter by) when isComposite(by) ->
          !CompositeMatch.hasBase(parameter(by), resource);
      case Condition.Missing(TypeParameter by) ->
          ends(by).noneMatch(ContentMatch::counts)
              && !ParameterValues.hasOnlyExtensions(parameter(by), resource);
      case Condition.Composite(TypeParameter by, List<Condition> components) ->
          CompositeMatch.meets(parameter(by), components, resource);
      case Condition.OfTypes(List<String> types) -> types.contains(id.type());
      case Condition.Chain _,
          Condition.ReferredBy _,
          Condition.InChart _,
          Condition.Around _,
          Condition.Happened _,
          Condition.Beside _ ->
          true;
    };
  }

  /** Whether other entries decide of it, and not this one's content. */
  private static boolean isOfOthers(Condition condition) {
    return switch (condition) {
      case Condition.Chain _,
          Condition.ReferredBy _,
          Condition.InChart _,
          Condition.Around _,
          Condition.Happened _,
          Condition.Beside _ ->
          true;
      case Condition.AnyOf(List<Condition> of) -> of.stream().anyMatch(ContentMatch::isOfOthers);
      case Condition.Not(Condition of) -> isOfOthers(of);
      default -> false;
    };
  }

  private boolean updated(Condition.Interval when) {
    ObjectNode meta = resource.object("meta");
    DateInterval updated =
        DateInterval.of(Objects.requireNonNull(Objects.requireNonNull(meta).string("lastUpdated")));
    return updated != null && when.relation().holds(updated.low(), updated.high(), when);
  }

  private boolean isComposite(TypeParameter by) {
    return parameter(by).kind() == SearchParameter.Kind.COMPOSITE;
  }

  private SearchParameter parameter(TypeParameter by) {
    return parameters.number(by.parameter());
  }

  private Stream<ParameterValues.End> ends(TypeParameter by) {
    return ParameterValues.ends(parameter(by), resource).stream();
  }

  private boolean has(TypeParameter by, Predicate<IndexTerm> is) {
    return ParameterValues.terms(parameter(by), resource).stream().anyMatch(is);
  }

  /** Whether one of these terms is what a condition on values asks for. */
  static boolean isOneOf(List<IndexTerm> terms, Condition condition) {
    Predicate<IndexTerm> is =
        switch (condition) {
          case Condition.Token token -> term -> isToken(term, token);
          case Condition.Reference reference ->
              term ->
                  term instanceof IndexTerm.Reference one
                      && reference.targets().contains(one.target());
          case Condition.Uri uri -> uri(uri.uri()::equals);
          case Condition.Date date -> term -> isDate(term, date.when());
          case Condition.Quantity quantity -> term -> isQuantity(term, quantity);
          case Condition.Text text ->
              term -> term instanceof IndexTerm.Text one && one.normal().startsWith(text.text());
          case Condition.AnyOf(List<Condition> of) ->
              term -> of.stream().anyMatch(one -> isOneOf(List.of(term), one));
          default -> throw new IllegalStateException("not a condition on one value");
        };
    return terms.stream().anyMatch(is);
  }

  private static boolean isToken(IndexTerm term, Condition.Token wanted) {
    return term instanceof IndexTerm.Token token
        && token.code().equals(wanted.code())
        && switch (wanted.systems()) {
          case Condition.Systems.Any() -> true;
          case Condition.Systems.OneOf(List<String> systems) -> systems.contains(token.system());
        };
  }

  private static Predicate<IndexTerm> uri(Predicate<String> is) {
    return term -> term instanceof IndexTerm.Uri one && is.test(one.uri());
  }

  private static boolean isBelow(String uri, String above) {
    return uri.equals(above) || uri.startsWith(above.endsWith("/") ? above : above + "/");
  }

  private static boolean isDate(IndexTerm term, Condition.Interval when) {
    return term instanceof IndexTerm.Date date
        && when.relation().holds(date.low(), date.high(), when);
  }

  private static boolean isQuantity(IndexTerm term, Condition.Quantity wanted) {
    if (!(term instanceof IndexTerm.Quantity quantity)) {
      return false;
    }
    Condition.Range range = wanted.range();
    return switch (wanted.unit()) {
      case Condition.Unit.AnyUnit() -> range.holds(quantity.value());
      case Condition.Unit.Code(String code) ->
          quantity.code().equals(code) && range.holds(quantity.value());
      case Condition.Unit.Of(String system, String code) -> {
        IndexTerm.Quantity base = Measures.of(quantity);
        yield base.system().equals(system) && base.code().equals(code) && range.holds(base.value());
      }
    };
  }

  private static Predicate<String> starts(String normal) {
    return text -> SearchText.whole(text).startsWith(normal);
  }

  private static Predicate<String> is(Condition.TextMatch match, String text) {
    return switch (match) {
      case START -> starts(text);
      case PART -> one -> SearchText.whole(one).contains(text);
      case EXACT -> text::equals;
    };
  }

  private static boolean isTyped(Node value, Condition.TypedIdentifier typed) {
    if (!(value instanceof ObjectNode identifier)) {
      return false;
    }
    ObjectNode type = identifier.object("type");
    return type != null
        && typed.value().equals(identifier.string("value"))
        && Words.codings(type)
            .anyMatch(coding ->
                typed.code().equals(coding.string("code"))
                    && typed.system().equals(coding.string("system")));
  }

  /** A reference or contact point of another kind than the parameter means doesn't count. */
  private static boolean counts(ParameterValues.End end) {
    return switch (end.form()) {
      case REFERENCE -> end.detail().isEmpty() || !end.terms(0).isEmpty();
      case CONTACT ->
          end.detail().isEmpty()
              || (end.value() instanceof ObjectNode contact
                  && end.detail().equals(contact.string("system")));
      default -> true;
    };
  }
}
