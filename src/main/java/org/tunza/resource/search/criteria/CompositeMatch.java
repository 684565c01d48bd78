package org.tunza.resource.search.criteria;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tunza.record.index.IndexTerm;
import org.tunza.record.search.Condition;
import org.tunza.resource.search.SearchParameter;
import org.tunza.resource.search.SearchParameter.Component;
import org.tunza.resource.search.SearchParameters;
import org.tunza.resource.search.Walk;
import org.tunza.resource.search.terms.ParameterValues;
import org.tunza.resource.tree.Node;
import org.tunza.resource.tree.ObjectNode;

/**
 * Whether one element of a resource meets all components of a composite parameter.
 * https://hl7.org/fhir/R4/search.html#combining
 */
final class CompositeMatch {

  /** A component that looks at the whole resource, whichever element is met. */
  private static final String WHOLE = "%resource.";

  private CompositeMatch() {}

  static boolean meets(SearchParameter composite, List<Condition> components, ObjectNode resource) {
    for (String branch : composite.expression().split("\\|", -1)) {
      List<Walk.Step> base = base(branch.strip());
      for (Node element : ParameterValues.values(base, resource)) {
        if (meets(composite, components, resource, base, element)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether there is an element that could meet it. */
  static boolean hasBase(SearchParameter composite, ObjectNode resource) {
    return Arrays.stream(composite.expression().split("\\|", -1))
        .anyMatch(branch -> !ParameterValues.values(base(branch.strip()), resource).isEmpty());
  }

  private static List<Walk.Step> base(String branch) {
    List<Walk.Step> steps = new ArrayList<>();
    String[] names = branch.split("\\.", -1);
    for (int i = 1; i < names.length; i++) {
      steps.add(new Walk.Every(names[i]));
    }
    return steps;
  }

  private static boolean meets(
      SearchParameter composite,
      List<Condition> components,
      ObjectNode resource,
      List<Walk.Step> base,
      Node element) {
    for (int i = 0; i < components.size(); i++) {
      Component component = composite.components().get(i);
      List<Walk> walks = SearchParameters.r4().number(component.number()).walks();
      List<ParameterValues.End> ends =
          component.expression().startsWith(WHOLE)
              ? ParameterValues.ends(walks, resource)
              : ParameterValues.ends(within(base, component, walks), element);
      List<IndexTerm> terms = new ArrayList<>();
      ends.forEach(end -> terms.addAll(end.terms(component.number())));
      if (!ContentMatch.isOneOf(terms, components.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The rest of those walks that go through the base, as far as the component says. */
  private static List<Walk> within(List<Walk.Step> base, Component component, List<Walk> walks) {
    int steps = members(component.expression());
    return walks.stream()
        .filter(walk ->
            walk.path().size() == base.size() + steps
                && walk.path().subList(0, base.size()).equals(base))
        .map(walk ->
            new Walk(
                walk.path().subList(base.size(), walk.path().size()), walk.form(), walk.detail()))
        .toList();
  }

  /** Members in a path like {@code value.as(Quantity) | value.as(Range)}. */
  private static int members(String expression) {
    String first = expression.split("\\|", -1)[0].strip();
    return (int) Arrays.stream(first.split("\\.", -1)).filter(part -> !part.contains("(")).count();
  }
}
