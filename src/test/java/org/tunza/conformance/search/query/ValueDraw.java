package org.tunza.conformance.search.query;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;
import org.hl7.fhir.r4.model.SearchParameter;
import org.hl7.fhir.r4.model.SearchParameter.SearchParameterComponentComponent;
import org.tunza.conformance.search.Parameters;
import org.tunza.conformance.search.value.UcumUnits;
import org.tunza.conformance.search.value.Value;
import org.tunza.resource.search.oracle.PublishedParameters;

/** Modifiers, and values as they are asked, drawn from what entries have. */
record ValueDraw(Chance chance, WordTexts words, NumberTexts numbers, DateTexts dates) {

  ValueDraw(Chance chance, String base) {
    this(chance, new WordTexts(chance, base), new NumberTexts(chance), new DateTexts(chance));
  }

  /** A modifier that makes sense for such values; mostly none. */
  String modifier(SearchParameter parameter, List<Value> values) {
    List<String> fitting = new ArrayList<>(List.of("", ""));
    switch (parameter.getType()) {
      case STRING -> fitting.addAll(List.of("contains", "exact"));
      case URI -> fitting.addAll(List.of("below", "above"));
      case TOKEN -> fitting.add("not");
      default -> {}
    }
    if (parameter.getCode().equals("identifier")) {
      fitting.add("of-type");
    }
    for (Value value : values) {
      switch (value) {
        case Value.Label _ when parameter.getType() == SearchParamType.TOKEN -> fitting.add("text");
        case Value.Reference(var target) when Parameters.mayName(parameter, target.type()) ->
            fitting.add(target.type());
        case Value.Token _ when parameter.getType() == SearchParamType.REFERENCE ->
            fitting.add("identifier");
        default -> {}
      }
    }
    return chance.one(fitting);
  }

  /** One alternative under a modifier; one that hardly anything has when no value fits it. */
  String text(SearchParameter parameter, String modifier, List<Value> values) {
    List<Value> fitting =
        values.stream().filter(value -> fits(parameter, modifier, value)).toList();
    return fitting.isEmpty()
        ? unknown(parameter, modifier)
        : text(parameter, modifier, chance.one(fitting));
  }

  private static boolean fits(SearchParameter parameter, String modifier, Value value) {
    return switch (value) {
      case Value.Label _ -> modifier.equals("text");
      case Value.TypedIdentifier(String system, String _, String _) ->
          modifier.equals("of-type") && !system.isEmpty();
      case Value.Reference(var target) ->
          modifier.isEmpty()
              ? Parameters.mayName(parameter, target.type())
              : modifier.equals(target.type());
      case Value.Token _ ->
          parameter.getType() == SearchParamType.REFERENCE
              ? modifier.equals("identifier")
              : modifier.isEmpty() || modifier.equals("not");
      case Value.Uri _ -> parameter.getType() == SearchParamType.URI || modifier.isEmpty();
      case Value.Group(List<List<Value>> components) ->
          components.stream().noneMatch(List::isEmpty);
      case Value.Text _, Value.Interval _, Value.Decimal _, Value.Quantity _ -> true;
    };
  }

  private String text(SearchParameter parameter, String modifier, Value value) {
    return switch (value) {
      case Value.Token(String _, String id) when parameter.getCode().equals("_id") -> id;
      case Value.Token token -> words.token(token);
      case Value.Label(String label) -> words.text("", label);
      case Value.TypedIdentifier identifier -> words.typed(identifier);
      case Value.Text(String found) -> words.text(modifier, found);
      case Value.Interval interval -> dates.of(interval);
      case Value.Decimal(var number) -> numbers.of(number);
      case Value.Quantity quantity -> numbers.of(quantity);
      case Value.Uri(String uri) -> words.uri(modifier, uri);
      case Value.Reference reference ->
          modifier.isEmpty() ? words.reference(reference) : reference.target().id();
      case Value.Group(List<List<Value>> components) -> composite(parameter, components);
    };
  }

  private String composite(SearchParameter parameter, List<List<Value>> components) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < components.size(); i++) {
      texts.add(text(named(parameter.getComponent().get(i)), "", components.get(i)));
    }
    return String.join("$", texts);
  }

  private static SearchParameter named(SearchParameterComponentComponent component) {
    return PublishedParameters.r4().byUrl(component.getDefinition());
  }

  private static String unknown(SearchParameter parameter, String modifier) {
    return switch (parameter.getType()) {
      case DATE -> "2001-09";
      case NUMBER -> "7";
      case QUANTITY -> "7|" + UcumUnits.SYSTEM + "|mg";
      case URI -> "http://example.org/none";
      case REFERENCE ->
          modifier.isEmpty()
              ? Parameters.targets(parameter).getFirst() + "/none-such"
              : "none-such";
      case COMPOSITE ->
          parameter.getComponent().stream()
              .map(component -> unknown(named(component), ""))
              .collect(Collectors.joining("$"));
      case TOKEN -> modifier.equals("of-type") ? "http://example.org/none|a|b" : "none-such";
      default -> "none-such";
    };
  }
}
