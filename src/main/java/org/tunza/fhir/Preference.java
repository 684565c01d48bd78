package org.tunza.fhir;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a client wants to see of what it wrote. https://hl7.org/fhir/R4/http.html#ops */
public enum Preference {
  MINIMAL,
  REPRESENTATION,
  OUTCOME;

  /** From the Prefer header; the representation when it says nothing that we know. */
  public static Preference of(Exchange exchange) {
    return of(exchange.header("Prefer"));
  }

  static Preference of(@Nullable String header) {
    if (header == null) {
      return REPRESENTATION;
    }
    for (String part : header.toLowerCase(Locale.ROOT).split("[,;]", -1)) {
      switch (part.replace("\"", "").replace(" ", "")) {
        case "return=minimal" -> {
          return MINIMAL;
        }
        case "return=representation" -> {
          return REPRESENTATION;
        }
        case "return=operationoutcome" -> {
          return OUTCOME;
        }
        default -> {}
      }
    }
    return REPRESENTATION;
  }
}
