package org.tunza.resource.search.oracle;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.SearchParameter;

/**
 * The search parameters of R4 as published. https://hl7.org/fhir/R4/searchparameter-registry.html
 */
public final class PublishedParameters {

  private static final String PUBLISHED = "/org/hl7/fhir/r4/model/sp/search-parameters.json";
  private static final PublishedParameters R4 = new PublishedParameters();

  private final Map<String, Map<String, SearchParameter>> byType = new HashMap<>();
  private final Map<String, SearchParameter> byUrl = new HashMap<>();

  private PublishedParameters() {
    try (InputStream stream = PublishedParameters.class.getResourceAsStream(PUBLISHED)) {
      var reader = new InputStreamReader(Objects.requireNonNull(stream), StandardCharsets.UTF_8);
      Bundle bundle = FhirContext.forR4Cached().newJsonParser().parseResource(Bundle.class, reader);
      for (var entry : bundle.getEntry()) {
        add((SearchParameter) entry.getResource());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(SearchParameter parameter) {
    byUrl.put(parameter.getUrl(), parameter);
    for (CodeType base : parameter.getBase()) {
      byType
          .computeIfAbsent(base.getCode(), type -> new TreeMap<>())
          .put(parameter.getCode(), parameter);
    }
  }

  public static PublishedParameters r4() {
    return R4;
  }

  /** The parameter of a type itself; the type may be Resource. */
  public Optional<SearchParameter> find(String type, String code) {
    return Optional.ofNullable(byType.getOrDefault(type, Map.of()).get(code));
  }

  /** Those of a type itself, always in the same order. */
  public List<SearchParameter> ofType(String type) {
    return List.copyOf(byType.getOrDefault(type, Map.of()).values());
  }

  /** The one that a component of a composite names. */
  public SearchParameter byUrl(String url) {
    return Objects.requireNonNull(byUrl.get(url), url);
  }
}
