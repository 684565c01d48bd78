package org.tunza.conformance.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.tunza.record.EntryId;

/**
 * A search as it is asked. https://hl7.org/fhir/R4/http.html#search
 *
 * @param parameters names and values, not percent-encoded
 */
public record SearchRequest(Where where, List<Parameter> parameters) {

  public SearchRequest {
    parameters = List.copyOf(parameters);
  }

  /** A name with its modifier, and a value. */
  public record Parameter(String name, String value) {}

  /** Among what is searched. */
  public sealed interface Where {
    /** All types, or those that {@code _type} tells. */
    record Server() implements Where {}

    record OfType(String type) implements Where {}

    /** What belongs to a patient, encounter and so on. */
    record InCompartment(EntryId owner, String type) implements Where {}
  }

  /** A search of one type, or of the server when that is empty; names and values in turn. */
  public static SearchRequest of(String type, String... namesAndValues) {
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.add(new Parameter(namesAndValues[i], namesAndValues[i + 1]));
    }
    return new SearchRequest(
        type.isEmpty() ? new Where.Server() : new Where.OfType(type), parameters);
  }

  /** The values of a parameter. */
  List<String> values(String name) {
    return parameters.stream()
        .filter(parameter -> parameter.name().equals(name))
        .map(Parameter::value)
        .toList();
  }

  /** The address from the server's base, without a slash before it. */
  public String address() {
    String path =
        switch (where) {
          case Where.Server() -> "";
          case Where.OfType(String type) -> type;
          case Where.InCompartment(EntryId owner, String type) -> owner + "/" + type;
        };
    return path
        + parameters.stream()
            .map(
                p -> URLEncoder.encode(p.name(), UTF_8) + "=" + URLEncoder.encode(p.value(), UTF_8))
            .collect(Collectors.joining("&", "?", ""));
  }

  @Override
  public String toString() {
    return where
        + parameters.stream()
            .map(p -> p.name() + "=" + p.value())
            .collect(Collectors.joining("&", "?", ""));
  }
}
