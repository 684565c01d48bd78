package org.tunza.conformance.search.query;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.tunza.conformance.search.SearchRequest;
import org.tunza.conformance.search.SearchRequest.Parameter;
import org.tunza.conformance.search.SearchRequest.Where;
import org.tunza.conformance.search.value.EscapedText;

/** Takes parameters, alternatives and sort keys away from a search that fails. */
public final class ShrunkSearch {

  private ShrunkSearch() {}

  /** A search for which the predicate holds, and for none of those that are a step simpler. */
  public static SearchRequest smallest(SearchRequest failing, Predicate<SearchRequest> fails) {
    return simpler(failing).stream()
        .filter(fails)
        .findFirst()
        .map(simpler -> smallest(simpler, fails))
        .orElse(failing);
  }

  /** Those that are a step simpler. */
  public static List<SearchRequest> simpler(SearchRequest request) {
    List<SearchRequest> simpler = new ArrayList<>();
    if (request.where() instanceof Where.InCompartment(var _, String type) && !type.equals("*")) {
      simpler.add(new SearchRequest(new Where.OfType(type), request.parameters()));
    }
    for (int i = 0; i < request.parameters().size(); i++) {
      Parameter parameter = request.parameters().get(i);
      if (!parameter.name().equals("_type")) {
        simpler.add(with(request, i, List.of()));
      }
      for (String fewer : fewer(parameter.value())) {
        simpler.add(with(request, i, List.of(new Parameter(parameter.name(), fewer))));
      }
    }
    return simpler;
  }

  private static SearchRequest with(SearchRequest request, int at, List<Parameter> instead) {
    List<Parameter> parameters = new ArrayList<>(request.parameters());
    parameters.remove(at);
    parameters.addAll(at, instead);
    return new SearchRequest(request.where(), parameters);
  }

  /** The value without each of its alternatives or keys in turn. */
  private static List<String> fewer(String value) {
    List<String> parts = EscapedText.split(value, ',');
    List<String> fewer = new ArrayList<>();
    for (int i = 0; parts.size() > 1 && i < parts.size(); i++) {
      List<String> rest = new ArrayList<>(parts);
      rest.remove(i);
      fewer.add(String.join(",", rest));
    }
    return fewer;
  }
}
