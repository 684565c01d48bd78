package org.tunza.fhir;

import java.util.Set;

/** Parameters that choose how an answer is shown. https://hl7.org/fhir/R4/http.html#parameters */
final class Presentation {

  static final Set<String> NAMES = Set.of("_format", "_pretty", "_summary", "_elements");

  private Presentation() {}
}
