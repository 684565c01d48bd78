package org.tunza.conformance.search;

/** The name of a parameter in a search. https://hl7.org/fhir/R4/search.html#chaining */
sealed interface ParameterName {

  /** A parameter of the type itself, with a modifier or an empty one. */
  record Plain(String code, String modifier) implements ParameterName {}

  /**
   * A reference, and what must be so of the entry that it names; of any type when that is empty.
   */
  record Chain(String code, String type, ParameterName rest) implements ParameterName {}

  /** What must be so of an entry of a type that names the one searched. */
  record Reverse(String type, String code, ParameterName rest) implements ParameterName {}

  static ParameterName of(String name) {
    if (name.startsWith("_has:")) {
      String[] parts = name.split(":", 4);
      return new Reverse(parts[1], parts[2], of(parts[3]));
    }
    int dot = name.indexOf('.');
    String[] parts = (dot < 0 ? name : name.substring(0, dot)).split(":", 2);
    String detail = parts.length > 1 ? parts[1] : "";
    return dot < 0
        ? new Plain(parts[0], detail)
        : new Chain(parts[0], detail, of(name.substring(dot + 1)));
  }
}
