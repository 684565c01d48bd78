package org.tunza.conformance.search;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Resource;
import org.tunza.conformance.search.Inclusion.Reach;
import org.tunza.conformance.search.SearchRequest.Parameter;
import org.tunza.conformance.search.SearchRequest.Where;
import org.tunza.conformance.search.value.ParameterValues;
import org.tunza.record.EntryId;
import org.tunza.resource.search.oracle.PublishedExpressions;

/**
 * What a search must answer, slowly and straight from the specification. Throws
 * IllegalArgumentException for what it doesn't understand. https://hl7.org/fhir/R4/search.html
 */
public final class SpecEvaluator {

  /** Those that say how an answer looks, not what is found. */
  private static final Set<String> OF_THE_ANSWER =
      Set.of(
          "_sort",
          "_count",
          "_total",
          "_summary",
          "_elements",
          "_contained",
          "_containedType",
          "_include",
          "_revinclude",
          "_format",
          "_pretty");

  private final Entries entries;
  private final ParameterValues values;
  private final Criteria criteria;

  private SpecEvaluator(Entries entries, ParameterValues values) {
    this.entries = entries;
    this.values = values;
    this.criteria = new Criteria(entries, values);
  }

  /**
   * Of all that there is.
   *
   * @param base the address of the server, without a slash at its end
   */
  public static SpecEvaluator of(
      Collection<? extends Resource> resources, String base, Instant now) {
    ParameterValues values = new ParameterValues(base, now, new PublishedExpressions());
    return new SpecEvaluator(
        new Entries(resources.stream().map(resource -> new Entry(resource, values)).toList()),
        values);
  }

  /** As if there were nothing but what may be seen; what was evaluated before stays known. */
  public SpecEvaluator seeing(Predicate<Resource> visible) {
    return new SpecEvaluator(entries.only(visible), values);
  }

  /** A resource as the evaluator takes it. */
  public static Resource resource(String json) {
    IParser parser = FhirContext.forR4Cached().newJsonParser();
    parser.setOverrideResourceIdWithBundleEntryFullUrl(false);
    return (Resource) parser.parseResource(json);
  }

  public Entries entries() {
    return entries;
  }

  /** The address of the server. */
  public String base() {
    return values.base();
  }

  /** All that is found. */
  public Set<EntryId> hits(SearchRequest request) {
    Set<EntryId> hits = new TreeSet<>();
    for (String type : types(request)) {
      Predicate<Entry> wanted = within(request.where());
      for (Parameter parameter : request.parameters()) {
        if (!OF_THE_ANSWER.contains(parameter.name().split(":", -1)[0])) {
          ParameterName name = ParameterName.of(parameter.name());
          wanted = wanted.and(criteria.of(type, name, parameter.value()));
        }
      }
      entries.ofType(type).stream().filter(wanted).forEach(entry -> hits.add(entry.id()));
    }
    return hits;
  }

  private List<String> types(SearchRequest request) {
    return switch (request.where()) {
      case Where.OfType(String type) -> List.of(type);
      case Where.InCompartment(EntryId _, String type) when !type.equals("*") -> List.of(type);
      case Where.Server _, Where.InCompartment _ ->
          request.values("_type").isEmpty()
              ? entries.types()
              : request.values("_type").stream()
                  .flatMap(value -> Stream.of(value.split(",", -1)))
                  .distinct()
                  .toList();
    };
  }

  private static Predicate<Entry> within(Where where) {
    return where instanceof Where.InCompartment(EntryId owner, String _)
        ? entry -> Compartments.r4().contains(owner, entry)
        : entry -> true;
  }

  /** In what order what is found may be told. */
  public SortOrder order(SearchRequest request) {
    return new SortOrder(entries, request);
  }

  /** What is told along with a page of what is found, without what is on the page itself. */
  public Set<EntryId> included(SearchRequest request, Set<EntryId> page) {
    List<Inclusion> inclusions = Inclusion.of(request);
    Set<EntryId> told = new HashSet<>(page);
    Set<EntryId> fresh = fresh(inclusions, page, told);
    List<Inclusion> iterated =
        inclusions.stream().filter(inclusion -> inclusion.reach() == Reach.ITERATE).toList();
    while (!fresh.isEmpty()) {
      fresh = fresh(iterated, fresh, told);
    }
    told.removeAll(page);
    return new TreeSet<>(told);
  }

  /** What is added to some entries and was not told before. */
  private Set<EntryId> fresh(List<Inclusion> inclusions, Set<EntryId> to, Set<EntryId> told) {
    Set<EntryId> fresh = new TreeSet<>();
    for (Inclusion inclusion : inclusions) {
      fresh.addAll(inclusion.of(to, entries));
    }
    fresh.removeIf(id -> !told.add(id));
    return fresh;
  }
}
