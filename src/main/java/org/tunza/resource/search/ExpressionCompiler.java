package org.tunza.resource.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tunza.resource.definition.CodeSet;
import org.tunza.resource.definition.Definitions;
import org.tunza.resource.definition.ElementDefinition;
import org.tunza.resource.definition.TypeDefinition;
import org.tunza.resource.definition.TypeUse;
import org.tunza.resource.search.SearchParameter.Kind;

/**
 * Turns the expression of a search parameter into walks through JSON: choices become the names that
 * content has, and each end gets the form of its type. An expression that it doesn't cover is a
 * failure of the generator, never of a request. https://hl7.org/fhir/R4/fhirpath.html
 */
final class ExpressionCompiler {

  private final Definitions definitions;

  ExpressionCompiler(Definitions definitions) {
    this.definitions = definitions;
  }

  /** A place within a type that an expression has come to. */
  private record Place(
      TypeDefinition type, @Nullable CodeSet codes, List<Walk.Step> path, String detail) {}

  /** The walks of the branches, each once. */
  List<Walk> walks(List<String> branches, Kind kind) {
    Set<Walk> walks = new LinkedHashSet<>();
    for (String branch : branches) {
      walks.addAll(walks(Expression.parse(branch), kind));
    }
    return List.copyOf(walks);
  }

  private List<Walk> walks(Expression.Branch branch, Kind kind) {
    TypeDefinition start = Objects.requireNonNull(definitions.type(branch.type()), branch.type());
    List<Place> places = List.of(new Place(start, null, List.of(), ""));
    for (Expression.Step step : branch.steps()) {
      if (step instanceof Expression.ExistsUnlessFalse) {
        return List.of(existsUnlessFalse(places));
      }
      List<Place> next = new ArrayList<>();
      for (Place place : places) {
        step(place, step, next);
      }
      places = next;
    }
    List<Walk> walks = new ArrayList<>();
    for (Place place : places) {
      Form.of(kind, place.type())
          .ifPresent(form -> walks.add(new Walk(place.path(), form, detail(place, form))));
    }
    return walks;
  }

  private static void step(Place place, Expression.Step step, List<Place> next) {
    switch (step) {
      case Expression.Member(String name) -> members(place, name, next);
      case Expression.As(String type) -> {
        if (place.type().name().equals(type)) {
          next.add(place);
        }
      }
      case Expression.Where(String member, String text) -> next.add(where(place, member, text));
      case Expression.Resolves(String type) ->
          next.add(new Place(place.type(), null, place.path(), type));
      case Expression.First _ ->
          next.add(at(place, new Walk.First(place.path().getLast().member()), place.detail()));
      case Expression.ExistsUnlessFalse _ -> throw new IllegalStateException("handled before");
    }
  }

  private static void members(Place place, String name, List<Place> next) {
    ElementDefinition element = place.type().element(name);
    if (element == null) {
      throw new IllegalArgumentException(place.type() + " has no " + name);
    }
    for (TypeUse use : element.types()) {
      List<Walk.Step> path = new ArrayList<>(place.path());
      path.add(new Walk.Every(element.nameAs(use)));
      next.add(new Place(use.type(), element.codes(), path, ""));
    }
  }

  /** A condition on a contact point's system becomes a detail: its terms hold the system. */
  private static Place where(Place place, String member, String text) {
    if (place.type().is("ContactPoint") && member.equals("system")) {
      return new Place(place.type(), null, place.path(), text);
    }
    return at(place, new Walk.Where(place.path().getLast().member(), member, text), "");
  }

  private static Place at(Place place, Walk.Step last, String detail) {
    List<Walk.Step> path = new ArrayList<>(place.path());
    path.set(path.size() - 1, last);
    return new Place(place.type(), place.codes(), path, detail);
  }

  private static String detail(Place place, Form form) {
    CodeSet codes = place.codes();
    if (form == Form.CODE && codes != null && codes.systems().size() == 1) {
      return codes.systems().getFirst();
    }
    return place.detail();
  }

  private static Walk existsUnlessFalse(List<Place> places) {
    String members =
        places.stream().map(p -> p.path().getLast().member()).collect(Collectors.joining(","));
    List<Walk.Step> first = places.getFirst().path();
    return new Walk(first.subList(0, first.size() - 1), Form.TRUE_UNLESS_FALSE, members);
  }
}
