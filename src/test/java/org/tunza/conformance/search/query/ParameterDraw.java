package org.tunza.conformance.search.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;
import org.hl7.fhir.r4.model.SearchParameter;
import org.tunza.conformance.search.Entries;
import org.tunza.conformance.search.Entry;
import org.tunza.conformance.search.Parameters;
import org.tunza.conformance.search.SearchRequest.Parameter;
import org.tunza.conformance.search.query.Links.Link;
import org.tunza.conformance.search.value.Value;

/** A parameter of a search that an entry may well meet, through links to other entries or not. */
record ParameterDraw(Entries entries, Links links, ValueDraw values, Chance chance) {

  private static final int LINKS_MAX = 3;
  private static final int ALTERNATIVES_MAX = 3;

  /** Always there, so that whether they are missing is no question. */
  private static final Set<String> NEVER_MISSING = Set.of("_id", "_lastUpdated");

  Parameter of(Entry entry) {
    return of(entry, 0);
  }

  private Parameter of(Entry entry, int depth) {
    if (depth < LINKS_MAX && chance.oneIn(5) && !links.from(entry).isEmpty()) {
      return chain(chance.one(links.from(entry)), depth);
    }
    if (depth < LINKS_MAX && chance.oneIn(6) && !links.to(entry).isEmpty()) {
      return reverse(chance.one(links.to(entry)), depth);
    }
    return of(entry, Parameters.ofType(entry.id().type()).toList());
  }

  /** One of these. */
  Parameter of(Entry entry, List<SearchParameter> among) {
    return plain(entry, mostlyHad(entry, among));
  }

  private Parameter chain(Link link, int depth) {
    Parameter rest = of(link.target(), depth + 1);
    String type = link.target().id().type();
    boolean isTold = !canOnlyMean(link.parameter(), rest.name()) || chance.oneIn(2);
    return new Parameter(
        link.parameter().getCode() + (isTold ? ":" + type : "") + "." + rest.name(), rest.value());
  }

  /** Whether the rest means the same for each type that the reference may name. */
  private static boolean canOnlyMean(SearchParameter reference, String rest) {
    List<String> targets = Parameters.targets(reference);
    if (targets.size() == 1) {
      return true;
    }
    String code = rest.split("[:.]", 2)[0];
    List<SearchParamType> kinds =
        targets.stream()
            .flatMap(target -> Parameters.find(target, code).stream())
            .map(SearchParameter::getType)
            .distinct()
            .toList();
    return kinds.size() == 1
        && kinds.getFirst() != SearchParamType.REFERENCE
        && kinds.getFirst() != SearchParamType.COMPOSITE;
  }

  private Parameter reverse(Link link, int depth) {
    Parameter rest = of(link.source(), depth + 1);
    String name = "_has:" + link.source().id().type() + ":" + link.parameter().getCode();
    return new Parameter(name + ":" + rest.name(), rest.value());
  }

  /** Mostly one that the entry has a value of. */
  private SearchParameter mostlyHad(Entry entry, List<SearchParameter> all) {
    List<SearchParameter> had = all.stream().filter(p -> !entry.values(p).isEmpty()).toList();
    return chance.one(had.isEmpty() || chance.oneIn(10) ? all : had);
  }

  private Parameter plain(Entry entry, SearchParameter parameter) {
    String code = parameter.getCode();
    if (chance.oneIn(12) && !NEVER_MISSING.contains(code)) {
      return new Parameter(code + ":missing", chance.oneOf("true", "false"));
    }
    List<Value> had = entry.values(parameter);
    String modifier = values.modifier(parameter, had);
    List<String> alternatives = new ArrayList<>();
    alternatives.add(values.text(parameter, modifier, had));
    while (alternatives.size() < ALTERNATIVES_MAX && chance.oneIn(4)) {
      Entry other = chance.one(entries.ofType(entry.id().type()));
      alternatives.add(values.text(parameter, modifier, other.values(parameter)));
    }
    return new Parameter(
        modifier.isEmpty() ? code : code + ":" + modifier, String.join(",", alternatives));
  }
}
