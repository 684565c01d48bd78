package org.tunza.conformance.search.value;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Resource;
import org.tunza.resource.search.oracle.PublishedExpressions;

/** What components find on one element. https://hl7.org/fhir/R4/search.html#combining */
public record CompositeValues(List<Component> components) implements Values {

  public CompositeValues {
    components = List.copyOf(components);
  }

  /** A component: where it looks from the element, and the values it finds there. */
  public record Component(PublishedExpressions engine, String expression, Values values) {
    List<Value> read(Base element, Resource resource) {
      return engine.elements(resource, element, expression).stream()
          .flatMap(found -> values.read(found, resource).stream())
          .toList();
    }
  }

  @Override
  public List<Value> read(Base element, Resource resource) {
    return List.of(
        new Value.Group(
            components.stream().map(component -> component.read(element, resource)).toList()));
  }

  @Override
  public Predicate<Value> wanted(String modifier, String text) {
    List<String> parts = EscapedText.split(text, '$');
    if (!modifier.isEmpty() || parts.size() != components.size()) {
      throw Values.notUnderstood(text);
    }
    List<Predicate<Value>> wanted = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      wanted.add(components.get(i).values().wanted("", parts.get(i)));
    }
    return value -> value instanceof Value.Group(List<List<Value>> found) && meets(wanted, found);
  }

  private static boolean meets(List<Predicate<Value>> wanted, List<List<Value>> found) {
    for (int i = 0; i < wanted.size(); i++) {
      if (found.get(i).stream().noneMatch(wanted.get(i))) {
        return false;
      }
    }
    return true;
  }
}
