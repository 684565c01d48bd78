package org.tunza.fhir.search;

import static org.tunza.record.RefusalCode.INVALID_PARAMETER;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tunza.fhir.Query;
import org.tunza.fhir.Request;
import org.tunza.fhir.history.PageSize;
import org.tunza.record.EntryId;
import org.tunza.record.Outcome;
import org.tunza.record.Refusal;
import org.tunza.record.RefusalCode;
import org.tunza.record.search.Condition;
import org.tunza.record.search.Inclusion;
import org.tunza.record.search.Search;
import org.tunza.record.search.Selection;
import org.tunza.record.search.SortKey;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.search.query.ConditionParser;
import org.tunza.resource.search.query.InclusionParser;
import org.tunza.resource.search.query.SortParser;

/**
 * A search as it was understood. https://hl7.org/fhir/R4/search.html
 *
 * @param path the type, perhaps within a compartment, or nothing
 * @param understood the parameters that say what is searched for, as sent
 * @param ignored names of those that were not understood, and were to be passed over
 */
record SearchRequest(
    String path, Search search, List<Query.Parameter> understood, List<String> ignored) {

  /** Types of one search. */
  private static final int TYPES_MAX = 20;

  /** What is done with what isn't understood. https://hl7.org/fhir/R4/search.html#errors */
  enum Handling {
    STRICT,
    LENIENT
  }

  /** Reads a search of a type, or of those that the query names when it names none. */
  static Outcome<SearchRequest> of(
      Request.Search asked,
      Query query,
      Handling handling,
      ConditionParser parser,
      PlaceSeal seal,
      PageSize size) {
    String path = asked.within().map(owner -> owner + "/").orElse("") + asked.type();
    return types(asked.type(), query)
        .map(types -> new Reading(types, handling, parser))
        .then(reading -> asked.within().map(reading::within).orElse(Outcome.done(reading)))
        .then(reading -> reading.read(query))
        .then(reading -> reading.request(path, query, seal, size));
  }

  private static Outcome<List<String>> types(String type, Query query) {
    String asked = query.first("_type");
    if (!type.isEmpty()) {
      return asked == null
          ? Outcome.done(List.of(type))
          : Outcome.refused(INVALID_PARAMETER, "_type", "the path has a type already");
    }
    List<String> types = asked == null ? List.of() : List.of(asked.split(",", TYPES_MAX + 1));
    if (types.isEmpty() || types.size() > TYPES_MAX) {
      return Outcome.refused(
          INVALID_PARAMETER,
          "_type",
          "a search of several types names them, %d at most".formatted(TYPES_MAX));
    }
    return types.stream().allMatch(Definitions.r4()::isResourceType)
        ? Outcome.done(types.stream().distinct().toList())
        : Outcome.refused(INVALID_PARAMETER, "_type", "FHIR R4 has no resource type of this name");
  }

  /** What has been read so far. */
  private static final class Reading {
    private final Handling handling;
    private final ConditionParser parser;
    private final Map<String, List<Condition>> conditions = new LinkedHashMap<>();
    private final List<Query.Parameter> understood = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();
    private final List<Inclusion> along = new ArrayList<>();
    private List<SortKey> order = List.of();
    private Search.Total total = Search.Total.NONE;

    Reading(List<String> types, Handling handling, ConditionParser parser) {
      this.handling = handling;
      this.parser = parser;
      types.forEach(type -> conditions.put(type, new ArrayList<>()));
    }

    Outcome<Reading> within(EntryId owner) {
      for (Map.Entry<String, List<Condition>> one : conditions.entrySet()) {
        switch (parser.within(owner, one.getKey())) {
          case Outcome.Done<Condition>(Condition condition) -> one.getValue().add(condition);
          case Outcome.Refused<Condition>(Refusal refusal) -> {
            return Outcome.refused(refusal);
          }
        }
      }
      return Outcome.done(this);
    }

    Outcome<Reading> read(Query query) {
      for (Query.Parameter parameter : query.parameters()) {
        if (!(one(parameter) instanceof Outcome.Refused<Boolean>(Refusal refusal))) {
          continue;
        }
        boolean mayPass =
            handling == Handling.LENIENT && refusal.code() == RefusalCode.INVALID_PARAMETER;
        if (!mayPass) {
          return Outcome.refused(refusal);
        }
        ignored.add(parameter.name());
      }
      return Outcome.done(this);
    }

    /** Whether the parameter says what is searched for. */
    private Outcome<Boolean> one(Query.Parameter parameter) {
      Outcome<Boolean> done =
          switch (parameter.name()) {
            case "_format", "_pretty", "_summary", "_elements", "_count", "_after" ->
                Outcome.done(false);
            case "_type" -> Outcome.done(true);
            case "_total" -> total(parameter.value());
            case "_contained" -> contained(parameter.value());
            case "_sort" ->
                SortParser.parse(
                        parser.parameters(), List.copyOf(conditions.keySet()), parameter.value())
                    .map(keys -> {
                      order = keys;
                      return true;
                    });
            default ->
                InclusionParser.isName(parameter.name())
                    ? inclusion(parameter)
                    : condition(parameter);
          };
      if (done.equals(Outcome.done(true))) {
        understood.add(parameter);
      }
      return done;
    }

    private Outcome<Boolean> inclusion(Query.Parameter parameter) {
      return InclusionParser.parse(
              parser.parameters(),
              List.copyOf(conditions.keySet()),
              parameter.name(),
              parameter.value())
          .map(along::addAll)
          .map(_ -> true);
    }

    private Outcome<Boolean> condition(Query.Parameter parameter) {
      Map<String, Condition> byType = new LinkedHashMap<>();
      for (String type : conditions.keySet()) {
        switch (parser.parse(type, parameter.name(), parameter.value())) {
          case Outcome.Done<Condition>(Condition condition) -> byType.put(type, condition);
          case Outcome.Refused<Condition>(Refusal refusal) -> {
            return Outcome.refused(refusal);
          }
        }
      }
      byType.forEach((type, condition) ->
          java.util.Objects.requireNonNull(conditions.get(type)).add(condition));
      return Outcome.done(true);
    }

    private Outcome<Boolean> total(String value) {
      switch (value) {
        case "none" -> total = Search.Total.NONE;
        case "estimate" -> total = Search.Total.ESTIMATE;
        case "accurate" -> total = Search.Total.ACCURATE;
        default -> {
          return refused("_total", "none, estimate or accurate");
        }
      }
      return Outcome.done(true);
    }

    private static Outcome<Boolean> contained(String value) {
      return value.equals("false")
          ? Outcome.done(true)
          : refused("_contained", "contained resources are not searched");
    }

    Outcome<SearchRequest> request(String path, Query query, PlaceSeal seal, PageSize size) {
      List<Selection> of =
          conditions.entrySet().stream()
              .map(one -> new Selection(one.getKey(), one.getValue()))
              .toList();
      boolean onlyTotal = "count".equals(query.first("_summary"));
      String after = query.first("_after");
      return count(query.first("_count"), size)
          .then(count -> {
            Search search =
                new Search(
                    of,
                    order,
                    along,
                    Optional.empty(),
                    onlyTotal ? 0 : count,
                    onlyTotal || count == 0 ? Search.Total.ACCURATE : total);
            SearchRequest request = new SearchRequest(path, search, understood, ignored);
            return after == null
                ? Outcome.done(request)
                : seal.open(request.name(), after).map(request::after);
          });
    }

    private static Outcome<Integer> count(
        @org.jspecify.annotations.Nullable String text, PageSize size) {
      if (text == null) {
        return Outcome.done(size.usual());
      }
      boolean digits =
          !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
      return digits
          ? Outcome.done(Math.min(Integer.parseInt(text), size.most()))
          : refused("_count", "a number");
    }

    private static <T> Outcome<T> refused(String parameter, String text) {
      return Outcome.refused(INVALID_PARAMETER, parameter, text);
    }
  }

  private SearchRequest after(Search.Place place) {
    return new SearchRequest(path, search.after(Optional.of(place)), understood, ignored);
  }

  /** What pages of the same search have in common. */
  private String name() {
    return path
        + understood.stream()
            .map(one -> "&" + encoded(one.name()) + "=" + encoded(one.value()))
            .collect(Collectors.joining());
  }

  /** The link to this page, relative to the base: what was understood, and no more. */
  String link() {
    return path
        + "?"
        + understood.stream()
            .map(one -> encoded(one.name()) + "=" + encoded(one.value()) + "&")
            .collect(Collectors.joining())
        + "_count="
        + search.count();
  }

  String link(Search.Place after, PlaceSeal seal) {
    return link() + "&_after=" + seal.seal(name(), after);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
