package org.tunza.resource.search.oracle;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.fhirpath.FhirPathExecutionException;
import ca.uhn.fhir.fhirpath.IFhirPath;
import ca.uhn.fhir.fhirpath.IFhirPathEvaluationContext;
import ca.uhn.fhir.parser.IParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.tunza.record.index.IndexTerm;
import org.tunza.resource.search.SearchParameter;
import org.tunza.resource.search.SearchParameters;

/** Index terms by the published expressions, HAPI's model and HAPI's FHIRPath engine. */
public final class HapiTerms {

  private static final String PUBLISHED = "/org/hl7/fhir/r4/model/sp/search-parameters.json";

  private final FhirContext hapi = FhirContext.forR4Cached();
  private final IFhirPath engine = hapi.newFhirPath();
  private final IParser parser = hapi.newJsonParser();
  private final Map<String, String> expressions = new HashMap<>();
  private final Map<String, List<IFhirPath.IParsedExpression>> parsed = new HashMap<>();

  public HapiTerms() {
    engine.setEvaluationContext(new TypesOfReferences());
    parser.setOverrideResourceIdWithBundleEntryFullUrl(false);
    try (InputStream stream = HapiTerms.class.getResourceAsStream(PUBLISHED)) {
      var reader = new InputStreamReader(Objects.requireNonNull(stream), StandardCharsets.UTF_8);
      for (var entry : parser.parseResource(Bundle.class, reader).getEntry()) {
        var parameter = (org.hl7.fhir.r4.model.SearchParameter) entry.getResource();
        for (CodeType base : parameter.getBase()) {
          expressions.put(base.getCode() + "." + parameter.getCode(), parameter.getExpression());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The terms of every parameter that has walks, stored or not. */
  public Set<IndexTerm> terms(String json) {
    Resource resource = (Resource) parser.parseResource(json);
    Set<IndexTerm> terms = new HashSet<>();
    for (SearchParameter parameter : SearchParameters.r4().ofType(resource.fhirType())) {
      if (!parameter.walks().isEmpty()) {
        HapiValues values = new HapiValues(parameter, terms);
        evaluate(resource, parameter).forEach(values::add);
      }
    }
    return terms;
  }

  private List<Base> evaluate(Resource resource, SearchParameter parameter) {
    String name = parameter.type() + "." + parameter.code();
    String expression = Objects.requireNonNull(expressions.get(name), name);
    List<IFhirPath.IParsedExpression> whole =
        parsed.computeIfAbsent(expression, text -> List.of(parse(text)));
    try {
      return evaluate(resource, whole);
    } catch (FhirPathExecutionException | UnsupportedOperationException e) {
      // HAPI-0274: the engine can't tell whether two quantities of a union are equal.
      List<IFhirPath.IParsedExpression> branches =
          parsed.computeIfAbsent(
              name,
              any -> {
                List<IFhirPath.IParsedExpression> each = new ArrayList<>();
                for (String branch : expression.split("\\|", -1)) {
                  each.add(parse(branch.strip()));
                }
                return each;
              });
      return evaluate(resource, branches);
    }
  }

  private IFhirPath.IParsedExpression parse(String text) {
    try {
      return engine.parse(text);
    } catch (Exception e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private List<Base> evaluate(Resource resource, List<IFhirPath.IParsedExpression> branches) {
    List<Base> all = new ArrayList<>();
    for (IFhirPath.IParsedExpression branch : branches) {
      all.addAll(engine.evaluate(resource, branch, Base.class));
    }
    return all;
  }

  /** Resolves a reference to an empty resource of the type that its text tells. */
  private final class TypesOfReferences implements IFhirPathEvaluationContext {
    @Override
    public @Nullable IBase resolveReference(IIdType reference, @Nullable IBase context) {
      String type = reference.getResourceType();
      return type != null && hapi.getResourceTypes().contains(type)
          ? hapi.getResourceDefinition(type).newInstance()
          : null;
    }
  }
}
