package org.tunza.conformance.search;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.SearchParameter;
import org.tunza.conformance.search.value.ParameterValues;
import org.tunza.conformance.search.value.Value;
import org.tunza.record.EntryId;

/** A resource with what search parameters find in it, each evaluated once. */
public final class Entry {

  private final Resource resource;
  private final ParameterValues values;
  private final EntryId id;
  private final Map<String, Found> found = new ConcurrentHashMap<>();

  private record Found(boolean isPresent, List<Value> values) {}

  Entry(Resource resource, ParameterValues values) {
    this.resource = resource;
    this.values = values;
    this.id = new EntryId(resource.fhirType(), resource.getIdElement().getIdPart());
  }

  public EntryId id() {
    return id;
  }

  public Resource resource() {
    return resource;
  }

  /** Whether the parameter's expression gives an element. */
  public boolean has(SearchParameter parameter) {
    return found(parameter).isPresent();
  }

  public List<Value> values(SearchParameter parameter) {
    return found(parameter).values();
  }

  /** The entries of this server that it names. */
  public Stream<EntryId> references(SearchParameter parameter) {
    return values(parameter).stream()
        .flatMap(value ->
            value instanceof Value.Reference(EntryId target) ? Stream.of(target) : Stream.empty());
  }

  private Found found(SearchParameter parameter) {
    return found.computeIfAbsent(parameter.getUrl(), url -> evaluate(parameter));
  }

  /** HAPI's model makes empty elements where it is asked for what isn't there. */
  private Found evaluate(SearchParameter parameter) {
    List<Base> elements =
        values.engine().elements(resource, parameter.getExpression()).stream()
            .filter(element -> !element.isEmpty())
            .toList();
    return new Found(
        !elements.isEmpty(),
        elements.stream()
            .flatMap(element -> values.of(parameter).read(element, resource).stream())
            .toList());
  }
}
