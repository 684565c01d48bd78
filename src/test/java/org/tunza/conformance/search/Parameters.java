package org.tunza.conformance.search;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;
import org.hl7.fhir.r4.model.SearchParameter;
import org.tunza.conformance.search.value.ParameterValues;
import org.tunza.resource.search.oracle.PublishedParameters;

/** The parameters by which entries of a type can be searched. */
public final class Parameters {

  private static final PublishedParameters PUBLISHED = PublishedParameters.r4();
  private static final SearchParameter LANGUAGE = language();

  /** Those for which there is no evaluation: of texts, of queries by name, and of distances. */
  private static final Set<String> LEFT_OUT =
      Set.of("_text", "_content", "_query", "_list", "near");

  private Parameters() {}

  /** In R4 the specification tells of it, but publishes no definition. */
  private static SearchParameter language() {
    SearchParameter parameter = new SearchParameter();
    parameter.setUrl("http://hl7.org/fhir/SearchParameter/Resource-language");
    parameter.setCode("_language").setType(SearchParamType.TOKEN);
    parameter.setExpression("Resource.language").addBase("Resource");
    return parameter;
  }

  public static Optional<SearchParameter> find(String type, String code) {
    return PUBLISHED
        .find(type, code)
        .or(() -> PUBLISHED.find("Resource", code))
        .or(() -> OwnSearchParameters.find(type, code))
        .or(() -> code.equals(LANGUAGE.getCode()) ? Optional.of(LANGUAGE) : Optional.empty())
        .filter(parameter -> !LEFT_OUT.contains(code));
  }

  static SearchParameter get(String type, String code) {
    return find(type, code)
        .orElseThrow(() -> new IllegalArgumentException("no parameter " + type + "." + code));
  }

  /** Those of a type and those that every type has, in the same order in every run. */
  public static Stream<SearchParameter> ofType(String type) {
    return Stream.of(
            PUBLISHED.ofType(type),
            PUBLISHED.ofType("Resource"),
            List.of(LANGUAGE),
            OwnSearchParameters.ofType(type))
        .flatMap(List::stream)
        .filter(parameter -> !LEFT_OUT.contains(parameter.getCode()));
  }

  public static Stream<SearchParameter> references(String type) {
    return ofType(type).filter(parameter -> parameter.getType() == SearchParamType.REFERENCE);
  }

  /** Whether it may name entries of this type. */
  public static boolean mayName(SearchParameter parameter, String type) {
    return parameter.getType() == SearchParamType.REFERENCE && targets(parameter).contains(type);
  }

  /** The types that a reference may name. */
  public static List<String> targets(SearchParameter parameter) {
    return ParameterValues.targets(parameter);
  }
}
