package org.tunza.resource.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tunza.record.index.OwnParameter;
import org.tunza.record.index.OwnParameters;
import org.tunza.resource.search.SearchParameter.Kind;

/**
 * The search parameters of FHIR R4, and perhaps some of a store's own, by number and by type and
 * code. https://hl7.org/fhir/R4/searchparameter-registry.html
 */
public final class SearchParameters {

  /** The type under which the parameters stand that every type has. */
  public static final String EVERY_TYPE = "Resource";

  /**
   * Codes of the parameters that tell when what a resource is about happened, the most telling
   * first; index rows are kept in order of it.
   */
  private static final List<String> CLINICAL_DATES =
      List.of(
          "date",
          "onset-date",
          "identified",
          "effective-time",
          "effective",
          "performed",
          "occurrence",
          "event-date",
          "whenhandedover",
          "whenprepared",
          "collected",
          "started",
          "sent",
          "received",
          "authoredon",
          "authored-on",
          "authored",
          "datetime",
          "datewritten",
          "entered-date",
          "recorded-date",
          "when",
          "recorded",
          "created",
          "issued",
          "start",
          "start-date",
          "period");

  /** The same for types where a code means another thing than elsewhere: {@code date} is a dose. */
  private static final Map<String, List<String>> CLINICAL_DATES_OF =
      Map.of("MedicationRequest", List.of("authoredon", "date"));

  private final Map<Integer, SearchParameter> byNumber = new HashMap<>();
  private final Map<String, Map<String, SearchParameter>> byType = new HashMap<>();
  private final Map<String, List<SearchParameter>> clinicalDates = new HashMap<>();
  private final List<SearchParameter> own = new ArrayList<>();
  private final Map<String, Integer> percents = new HashMap<>();

  SearchParameters(Collection<SearchParameter> parameters) {
    for (SearchParameter parameter : parameters) {
      byNumber.put(parameter.number(), parameter);
      byType
          .computeIfAbsent(parameter.type(), any -> new HashMap<>())
          .put(parameter.code(), parameter);
    }
    byType.forEach((type, ofType) ->
        clinicalDates.put(
            type,
            clinicalDates(ofType.values(), CLINICAL_DATES_OF.getOrDefault(type, CLINICAL_DATES))));
  }

  private SearchParameters(SearchParameters published, OwnParameters more) {
    byNumber.putAll(published.byNumber);
    published.byType.forEach((type, ofType) -> byType.put(type, new HashMap<>(ofType)));
    clinicalDates.putAll(published.clinicalDates);
    for (OwnParameter one : more.all()) {
      SearchParameter parameter = OwnDefinitions.parameter(one);
      byNumber.put(one.number(), parameter);
      if (!one.isLive()) {
        continue;
      }
      own.add(parameter);
      if (more.isReady(one)) {
        byType
            .computeIfAbsent(parameter.type(), any -> new HashMap<>())
            .put(parameter.code(), parameter);
      } else {
        percents.put(parameter.type() + "." + parameter.code(), more.percent());
      }
    }
  }

  private static final class R4 {
    private static final SearchParameters TABLES = new SearchParameters(SearchTables.read());
  }

  /** The tables; read at the first call. */
  public static SearchParameters r4() {
    return R4.TABLES;
  }

  /**
   * These and a store's own. Those whose rows are not all there are found by nobody, and an older
   * one of the same name until then; those that are gone still have their numbers.
   */
  public SearchParameters with(OwnParameters more) {
    return new SearchParameters(this, more);
  }

  /** The store's own parameters of which rows are kept, searched by or not yet. */
  public List<SearchParameter> own() {
    return List.copyOf(own);
  }

  /** The parameter of a type, its own or one that every type has. */
  public Optional<SearchParameter> find(String type, String code) {
    SearchParameter own = byType.getOrDefault(type, Map.of()).get(code);
    return own != null
        ? Optional.of(own)
        : Optional.ofNullable(byType.getOrDefault(EVERY_TYPE, Map.of()).get(code));
  }

  /** Whether a type has this parameter, though perhaps not all of its rows yet. */
  public boolean has(String type, String code) {
    return find(type, code).isPresent() || percents.containsKey(type + "." + code);
  }

  /** Why a parameter is not found. */
  public String whyNot(String type, String code) {
    Integer percent = percents.get(type + "." + code);
    return percent == null
        ? type + " has no search parameter " + code
        : "%s of %s is being built: %d %% of the entries are done".formatted(code, type, percent);
  }

  /** The parameter of this number, which must be one of the table's. */
  public SearchParameter number(int number) {
    return Objects.requireNonNull(byNumber.get(number), "no search parameter of this number");
  }

  /** The type's own parameters and those that every type has, in the order of their numbers. */
  public List<SearchParameter> ofType(String type) {
    List<SearchParameter> all = new ArrayList<>(byType.getOrDefault(EVERY_TYPE, Map.of()).values());
    if (!type.equals(EVERY_TYPE)) {
      all.addAll(byType.getOrDefault(type, Map.of()).values());
    }
    all.sort(Comparator.comparingInt(SearchParameter::number));
    return all;
  }

  public Collection<SearchParameter> all() {
    return byNumber.values();
  }

  /**
   * The parameters that tell a type's clinical date: the first one of which a resource has a term
   * does. Empty for types that have none.
   */
  public List<SearchParameter> clinicalDates(String type) {
    return clinicalDates.getOrDefault(type, List.of());
  }

  private static List<SearchParameter> clinicalDates(
      Collection<SearchParameter> ofType, List<String> codes) {
    return ofType.stream()
        .filter(p -> p.kind() == Kind.DATE && p.stored() && codes.contains(p.code()))
        .sorted(Comparator.comparingInt(p -> codes.indexOf(p.code())))
        .toList();
  }
}
