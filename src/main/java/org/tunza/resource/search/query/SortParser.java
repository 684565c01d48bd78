package org.tunza.resource.search.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;
import org.tunza.record.index.Indexing.TypeParameter;
import org.tunza.record.search.SortKey;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.search.SearchParameter;
import org.tunza.resource.search.SearchParameter.Part;
import org.tunza.resource.search.SearchParameters;

/** Reads the order of a search. https://hl7.org/fhir/R4/search.html#sort */
public final class SortParser {

  /** Keys of one order. */
  public static final int KEYS_MAX = 8;

  private SortParser() {}

  /** The keys of a text like {@code -date,_id}, for all these types. */
  public static Outcome<List<SortKey>> parse(
      SearchParameters parameters, List<String> types, String text) {
    String[] names = text.split(",", -1);
    if (names.length > KEYS_MAX) {
      return refused("%d keys at most".formatted(KEYS_MAX));
    }
    List<SortKey> keys = new ArrayList<>();
    for (String name : names) {
      boolean down = name.startsWith("-");
      switch (by(parameters, types, down ? name.substring(1) : name)) {
        case Outcome.Done<SortKey.By>(SortKey.By by) ->
            keys.add(new SortKey(by, down ? SortKey.Direction.DOWN : SortKey.Direction.UP));
        case Outcome.Refused<SortKey.By>(Refusal refusal) -> {
          return Outcome.refused(refusal);
        }
      }
    }
    return Outcome.done(keys);
  }

  private static Outcome<SortKey.By> by(
      SearchParameters parameters, List<String> types, String name) {
    return switch (name) {
      case "_id" -> Outcome.done(new SortKey.By.Id());
      case "_lastUpdated" -> Outcome.done(new SortKey.By.Updated());
      default -> values(parameters, types, name);
    };
  }

  private static Outcome<SortKey.By> values(
      SearchParameters parameters, List<String> types, String name) {
    List<TypeParameter> of = new ArrayList<>();
    SortKey.Column column = null;
    for (String type : types) {
      Optional<SearchParameter> parameter = parameters.find(type, name);
      if (parameter.isEmpty()) {
        return refused(parameters.whyNot(type, name));
      }
      SortKey.Column own =
          switch (parameter.get().kind()) {
            case STRING -> SortKey.Column.TEXT;
            case DATE -> SortKey.Column.DATE;
            case NUMBER, QUANTITY -> SortKey.Column.QUANTITY;
            case TOKEN, REFERENCE, URI, COMPOSITE, SPECIAL -> null;
          };
      List<Part> parts = ConditionParser.parts(parameter.get());
      if (own == null || parts.isEmpty() || (column != null && column != own)) {
        return refused("entries can't be sorted by " + name);
      }
      column = own;
      parts.forEach(
          part -> of.add(new TypeParameter(Definitions.r4().number(type), part.number())));
    }
    return column == null
        ? refused("name a type to sort by " + name)
        : Outcome.done(new SortKey.By.Values(column, of));
  }

  private static <T> Outcome<T> refused(String text) {
    return Outcome.refused(RefusalCode.INVALID_PARAMETER, "_sort", text);
  }
}
