package org.tunza.fhir;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tunza.record.Outcome;
import org.tunza.record.RefusalCode;

/**
 * The parameters of a request, decoded, in their order. https://hl7.org/fhir/R4/http.html#general
 */
public record Query(List<Parameter> parameters) {

  public static final Query NONE = new Query(List.of());

  /** Parameters that choose how an answer is shown. */
  private static final Set<String> PRESENTATION =
      Set.of("_format", "_pretty", "_summary", "_elements");

  /** Parameters of one request; more are refused. */
  public static final int PARAMETERS_MAX = 200;

  public Query {
    parameters = List.copyOf(parameters);
  }

  /** One parameter; the name has its modifier, as in {@code code:in}. */
  public record Parameter(String name, String value) {}

  /** Reads the part of an address after its question mark; null when there is none. */
  public static Outcome<Query> parse(@Nullable String raw) {
    if (raw == null || raw.isEmpty()) {
      return Outcome.done(NONE);
    }
    String[] parts = raw.split("&", PARAMETERS_MAX + 1);
    if (parts.length > PARAMETERS_MAX) {
      return Outcome.refused(RefusalCode.TOO_COMPLEX, "", "too many parameters");
    }
    List<Parameter> parameters = new ArrayList<>(parts.length);
    for (String part : parts) {
      if (part.isEmpty()) {
        continue;
      }
      int mark = part.indexOf('=');
      try {
        String name = decoded(mark < 0 ? part : part.substring(0, mark));
        parameters.add(new Parameter(name, mark < 0 ? "" : decoded(part.substring(mark + 1))));
      } catch (IllegalArgumentException e) {
        return Outcome.refused(
            RefusalCode.INVALID_PARAMETER, "", "a percent sign is not followed by two digits");
      }
    }
    return Outcome.done(new Query(parameters));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  public boolean isEmpty() {
    return parameters.isEmpty();
  }

  /** The first value of this name, or null. */
  public @Nullable String first(String name) {
    for (Parameter parameter : parameters) {
      if (parameter.name().equals(name)) {
        return parameter.value();
      }
    }
    return null;
  }

  /** The parameters that say what is looked for, and not how it is shown, encoded again. */
  public String criteria() {
    return new Query(parameters.stream().filter(one -> !PRESENTATION.contains(one.name())).toList())
        .encoded();
  }

  /** The parameters as they stand in an address. */
  public String encoded() {
    return parameters.stream()
        .map(one -> encoded(one.name()) + "=" + encoded(one.value()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
