package org.tunza.resource.search.oracle;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.fhirpath.IFhirPath;
import ca.uhn.fhir.fhirpath.IFhirPath.IParsedExpression;
import ca.uhn.fhir.fhirpath.IFhirPathEvaluationContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * The elements that published expressions give, by HAPI's FHIRPath engine. The branches of a union
 * are evaluated apart: together the engine refuses some (HAPI-0274, whether two quantities are
 * equal), and those that begin with another type give nothing.
 */
public final class PublishedExpressions {

  private static final Pattern FIRST_NAME = Pattern.compile("^\\(*(\\w+)");
  private static final String OF_RESOURCE = "%resource.";

  private final FhirContext hapi = FhirContext.forR4Cached();
  private final IFhirPath engine = hapi.newFhirPath();
  private final Map<String, List<IParsedExpression>> parsed = new HashMap<>();

  public PublishedExpressions() {
    engine.setEvaluationContext(new TypesOfReferences());
  }

  /** The elements of a resource by the expression of a search parameter. */
  public List<Base> elements(Resource resource, String expression) {
    String type = resource.fhirType();
    return evaluate(
        resource,
        parsed.computeIfAbsent(
            type + " " + expression,
            key ->
                branches(expression)
                    .filter(branch -> isOf(type, branch))
                    .map(this::parse)
                    .toList()));
  }

  /** The elements by the expression of a component, which begins at an element of the resource. */
  public List<Base> elements(Resource resource, Base element, String expression) {
    if (expression.startsWith(OF_RESOURCE)) {
      return elements(resource, resource, expression.substring(OF_RESOURCE.length()));
    }
    return evaluate(
        element,
        parsed.computeIfAbsent(expression, key -> branches(expression).map(this::parse).toList()));
  }

  private static Stream<String> branches(String expression) {
    return Pattern.compile("\\|").splitAsStream(expression).map(String::strip);
  }

  /** Some published branches begin with an element, without the type. */
  private static boolean isOf(String type, String branch) {
    Matcher first = FIRST_NAME.matcher(branch);
    if (!first.find()) {
      return true;
    }
    String name = first.group(1);
    return name.equals(type) || name.equals("Resource") || Character.isLowerCase(name.charAt(0));
  }

  private IParsedExpression parse(String text) {
    try {
      return engine.parse(text);
    } catch (Exception e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private List<Base> evaluate(Base base, List<IParsedExpression> branches) {
    List<Base> all = new ArrayList<>();
    for (IParsedExpression branch : branches) {
      all.addAll(engine.evaluate(base, branch, Base.class));
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
