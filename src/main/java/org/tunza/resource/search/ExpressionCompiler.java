package org.tunza.resource.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
 * content has, and each end gets the form of its type. An expression that it doesn't cover is
 * refused as an {@link IllegalArgumentException}. https://hl7.org/fhir/R4/fhirpath.html
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
    TypeDefinition start = definitions.type(branch.type());
    if (start == null) {
      throw new IllegalArgumentException("there is no type " + branch.type());
    }
    List<Place> places = List.of(new Place(start, null, List.of(), ""));
    for (int i = 0; i < branch.steps().size(); i++) {
      Expression.Step step = branch.steps().get(i);
      boolean isLast = i == branch.steps().size() - 1;
      if (step instanceof Expression.ExistsUnlessFalse) {
        if (kind != Kind.TOKEN) {
          throw new IllegalArgumentException("whether something exists is a token");
        }
        return List.of(existsUnlessFalse(places));
      }
      List<Place> next = new ArrayList<>();
      for (Place place : places) {
        if (place.path().isEmpty() && !(step instanceof Expression.Member)) {
          throw new IllegalArgumentException("a condition on the whole resource");
        }
        step(place, step, isLast, next);
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

  private static void step(Place place, Expression.Step step, boolean isLast, List<Place> next) {
    switch (step) {
      case Expression.Member(String name) -> members(place, name, next);
      case Expression.As(String type) -> {
        if (place.type().name().equals(type)) {
          next.add(place);
        }
      }
      case Expression.Where(String member, String text) ->
          next.add(where(place, member, text, isLast));
      case Expression.Resolves(String type) -> {
        if (!isLast || !place.type().is("Reference")) {
          throw new IllegalArgumentException("only a reference resolves, and nothing follows");
        }
        next.add(new Place(place.type(), null, place.path(), type));
      }
      case Expression.First _ ->
          next.add(at(place, new Walk.First(place.path().getLast().member()), place.detail()));
      case Expression.ExistsUnlessFalse _ -> throw new IllegalStateException("handled before");
    }
  }

  private static void members(Place place, String name, List<Place> next) {
    ElementDefinition element = place.type().element(name);
    boolean isKnown = place.path().isEmpty() || !place.type().is("Resource");
    if (element == null || place.type().isPrimitive() || !isKnown) {
      throw new IllegalArgumentException(place.type().name() + " has no " + name);
    }
    for (TypeUse use : element.types()) {
      List<Walk.Step> path = new ArrayList<>(place.path());
      path.add(new Walk.Every(element.nameAs(use)));
      next.add(new Place(use.type(), element.codes(), path, ""));
    }
  }

  /** A condition on a contact point's system becomes a detail: its terms hold the system. */
  private static Place where(Place place, String member, String text, boolean isLast) {
    if (place.type().element(member) == null) {
      throw new IllegalArgumentException(place.type().name() + " has no " + member);
    }
    if (isLast && place.type().is("ContactPoint") && member.equals("system")) {
      return new Place(place.type(), null, place.path(), text);
    }
    return at(place, new Walk.Where(place.path().getLast().member(), member, text), "");
  }

  private static Place at(Place place, Walk.Step last, String detail) {
    if (!(place.path().getLast() instanceof Walk.Every)) {
      throw new IllegalArgumentException("two conditions on one element");
    }
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
