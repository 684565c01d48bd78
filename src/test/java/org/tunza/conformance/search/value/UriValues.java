package org.tunza.conformance.search.value;

import java.util.List;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.UriType;

/** Uris; canonicals with and without their version. https://hl7.org/fhir/R4/search.html#uri */
public record UriValues() implements Values {

  @Override
  public List<Value> read(Base element, Resource resource) {
    if (!(element instanceof UriType type) || !type.hasValue()) {
      return List.of();
    }
    String uri = type.getValue();
    int bar = uri.indexOf('|');
    return element instanceof CanonicalType && bar > 0
        ? List.of(new Value.Uri(uri), new Value.Uri(uri.substring(0, bar)))
        : List.of(new Value.Uri(uri));
  }

  @Override
  public Predicate<Value> wanted(String modifier, String text) {
    String asked = EscapedText.plain(text);
    Predicate<String> meets =
        switch (modifier) {
          case "" -> asked::equals;
          case "below" -> found -> isBelow(found, asked);
          case "above" -> found -> isBelow(asked, found);
          default -> throw Values.notUnderstood(modifier);
        };
    return value -> value instanceof Value.Uri(String found) && meets.test(found);
  }

  private static boolean isBelow(String uri, String above) {
    return uri.equals(above) || uri.startsWith(above.endsWith("/") ? above : above + "/");
  }
}
