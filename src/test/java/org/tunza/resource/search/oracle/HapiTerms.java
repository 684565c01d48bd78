package org.tunza.resource.search.oracle;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.util.HashSet;
import java.util.Set;
import org.hl7.fhir.r4.model.Resource;
import org.tunza.record.index.IndexTerm;
import org.tunza.resource.search.SearchParameter;
import org.tunza.resource.search.SearchParameters;

/** Index terms by the published expressions, HAPI's model and HAPI's FHIRPath engine. */
public final class HapiTerms {

  private final IParser parser = FhirContext.forR4Cached().newJsonParser();
  private final PublishedExpressions expressions = new PublishedExpressions();

  public HapiTerms() {
    parser.setOverrideResourceIdWithBundleEntryFullUrl(false);
  }

  /** The terms of every parameter that has walks, stored or not. */
  public Set<IndexTerm> terms(String json) {
    Resource resource = (Resource) parser.parseResource(json);
    Set<IndexTerm> terms = new HashSet<>();
    for (SearchParameter parameter : SearchParameters.r4().ofType(resource.fhirType())) {
      if (!parameter.walks().isEmpty()) {
        HapiValues values = new HapiValues(parameter, terms);
        expressions.elements(resource, published(parameter)).forEach(values::add);
      }
    }
    return terms;
  }

  /** One is on the page of search and not among those that are published. */
  private static String published(SearchParameter parameter) {
    return parameter.code().equals("_language")
        ? "Resource.language"
        : PublishedParameters.r4()
            .find(parameter.type(), parameter.code())
            .orElseThrow()
            .getExpression();
  }
}
