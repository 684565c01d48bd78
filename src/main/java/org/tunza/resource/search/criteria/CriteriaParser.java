package org.tunza.resource.search.criteria;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;
import org.tunza.record.index.Criteria;
import org.tunza.record.index.Criteria.AnyOf;
import org.tunza.record.index.Criteria.Match;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.search.SearchParameter;
import org.tunza.resource.search.SearchParameter.Kind;
import org.tunza.resource.search.SearchParameter.Part;
import org.tunza.resource.search.SearchParameters;
import org.tunza.resource.search.terms.LocalReferences;
import org.tunza.resource.search.terms.OwnAddresses;

/**
 * Reads the criteria of a conditional interaction from a query. What it doesn't understand it
 * refuses, by the parameter's name: a criterion left out would match what was not meant. Parameters
 * that are made of others are rewritten to those. https://hl7.org/fhir/R4/search.html
 */
public final class CriteriaParser {

  /** Criteria, and alternatives of one, in a query. */
  public static final int CRITERIA_MAX = 50;

  private final OwnAddresses addresses;

  public CriteriaParser(OwnAddresses addresses) {
    this.addresses = addresses;
  }

  /** Criteria with their type, as in a conditional reference: {@code Patient?identifier=a|1}. */
  public Outcome<Criteria> parse(String conditional) {
    int mark = conditional.indexOf('?');
    String type = mark < 0 ? "" : conditional.substring(0, mark);
    if (!Definitions.r4().isResourceType(type)) {
      return Outcome.refused(RefusalCode.UNKNOWN_TYPE, "", "criteria begin with a resource type");
    }
    return parse(type, conditional.substring(mark + 1));
  }

  /** Criteria of one type, as in a header or after the question mark of an address. */
  public Outcome<Criteria> parse(String type, String query) {
    List<AnyOf> all = new ArrayList<>();
    for (String pair : query.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      switch (criterion(type, pair)) {
        case Outcome.Done<AnyOf>(AnyOf criterion) -> all.add(criterion);
        case Outcome.Refused<AnyOf>(var refusal) -> {
          return Outcome.refused(refusal);
        }
      }
    }
    if (all.isEmpty() || all.size() > CRITERIA_MAX) {
      return refused("", "between 1 and " + CRITERIA_MAX + " criteria are needed");
    }
    return Outcome.done(new Criteria(type, all));
  }

  private Outcome<AnyOf> criterion(String type, String pair) {
    int equals = pair.indexOf('=');
    try {
      String name = URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), UTF_8);
      String value = equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), UTF_8);
      int colon = name.indexOf(':');
      return colon < 0
          ? criterion(type, name, "", value)
          : criterion(type, name.substring(0, colon), name.substring(colon + 1), value);
    } catch (IllegalArgumentException e) {
      return refused("", "a criterion is not percent-encoded as it should be");
    }
  }

  private Outcome<AnyOf> criterion(String type, String code, String modifier, String value) {
    Optional<SearchParameter> found = SearchParameters.r4().find(type, code);
    if (found.isEmpty()) {
      return refused(code, type + " has no search parameter of this name");
    }
    if (value.isEmpty()) {
      return refused(code, "the value is missing");
    }
    SearchParameter parameter = found.get();
    List<String> values = Escaped.split(value, ',');
    if (values.size() > CRITERIA_MAX) {
      return refused(code, "at most " + CRITERIA_MAX + " values are read");
    }
    if (code.equals("_id") && modifier.isEmpty()) {
      return ids(values);
    }
    if (!parameter.stored() && parameter.madeOf().isEmpty()) {
      return refused(code, "this parameter can't be used as a criterion");
    }
    if (!modifier.isEmpty() && parameter.kind() != Kind.REFERENCE) {
      return refused(code, "this modifier can't be used in a criterion");
    }
    return matches(parameter, modifier, values);
  }

  private static Outcome<AnyOf> ids(List<String> values) {
    return values.stream().allMatch(LocalReferences::isId)
        ? Outcome.done(new AnyOf(values.stream().map(id -> (Match) new Match.Id(id)).toList()))
        : refused("_id", "not an id");
  }

  private Outcome<AnyOf> matches(SearchParameter parameter, String modifier, List<String> values) {
    List<Part> parts =
        parameter.stored() ? List.of(new Part(parameter.number(), "")) : parameter.madeOf();
    List<Match> matches = new ArrayList<>();
    for (Part part : parts) {
      Values reader = new Values(addresses, parameter, part, modifier);
      for (String value : values) {
        switch (reader.read(value)) {
          case Outcome.Done<List<Match>>(List<Match> more) -> matches.addAll(more);
          case Outcome.Refused<List<Match>>(var refusal) -> {
            return Outcome.refused(refusal);
          }
        }
      }
    }
    return Outcome.done(new AnyOf(matches));
  }

  static <T> Outcome<T> refused(String parameter, String text) {
    return Outcome.refused(RefusalCode.INVALID_PARAMETER, parameter, text);
  }
}
