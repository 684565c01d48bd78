package org.tunza.conformance.search.value;

import ca.uhn.fhir.context.FhirContext;
import java.time.Instant;
import java.util.List;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.SearchParameter;
import org.tunza.resource.search.oracle.PublishedExpressions;
import org.tunza.resource.search.oracle.PublishedParameters;

/** The values of each search parameter, for a server at an address and at a time. */
public record ParameterValues(String base, Instant now, PublishedExpressions engine) {

  private static final int TARGETS_MAX = 100;
  private static final List<String> EVERY_TYPE =
      FhirContext.forR4Cached().getResourceTypes().stream().sorted().toList();

  public Values of(SearchParameter parameter) {
    return switch (parameter.getType()) {
      case TOKEN -> new TokenValues(ImpliedSystems.of(parameter.getExpression()));
      case STRING -> new StringValues();
      case DATE -> new DateValues(now);
      case NUMBER -> new NumberValues();
      case QUANTITY -> new QuantityValues();
      case URI -> new UriValues();
      case REFERENCE -> new ReferenceValues(base, targets(parameter));
      case COMPOSITE ->
          new CompositeValues(parameter.getComponent().stream().map(this::component).toList());
      default -> throw Values.notUnderstood(parameter.getUrl());
    };
  }

  private CompositeValues.Component component(
      SearchParameter.SearchParameterComponentComponent component) {
    SearchParameter named = PublishedParameters.r4().byUrl(component.getDefinition());
    return new CompositeValues.Component(engine, component.getExpression(), of(named));
  }

  /** The types that a reference may name; every type when the list is empty or of nearly all. */
  public static List<String> targets(SearchParameter parameter) {
    int told = parameter.getTarget().size();
    return told == 0 || told > TARGETS_MAX
        ? EVERY_TYPE
        : parameter.getTarget().stream().map(PrimitiveType::getValueAsString).toList();
  }
}
