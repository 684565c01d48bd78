package org.tunza.conformance.search.value;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;

/** Strings, and each part of a name and an address. https://hl7.org/fhir/R4/search.html#string */
public record StringValues() implements Values {

  @Override
  public List<Value> read(Base element, Resource resource) {
    return parts(element).stream()
        .filter(StringType::hasValue)
        .map(part -> (Value) new Value.Text(part.getValue()))
        .toList();
  }

  private static List<StringType> parts(Base element) {
    List<StringType> parts = new ArrayList<>();
    switch (element) {
      case StringType text -> parts.add(text);
      case HumanName name -> {
        parts.add(name.getTextElement());
        parts.add(name.getFamilyElement());
        parts.addAll(name.getGiven());
        parts.addAll(name.getPrefix());
        parts.addAll(name.getSuffix());
      }
      case Address address -> {
        parts.add(address.getTextElement());
        parts.addAll(address.getLine());
        parts.add(address.getCityElement());
        parts.add(address.getDistrictElement());
        parts.add(address.getStateElement());
        parts.add(address.getPostalCodeElement());
        parts.add(address.getCountryElement());
      }
      default -> {}
    }
    return parts;
  }

  @Override
  public Predicate<Value> wanted(String modifier, String text) {
    String plain = EscapedText.plain(text);
    String normal = NormalText.of(plain);
    Predicate<String> meets =
        switch (modifier) {
          case "" -> found -> NormalText.of(found).startsWith(normal);
          case "contains" -> found -> NormalText.of(found).contains(normal);
          case "exact" -> plain::equals;
          default -> throw Values.notUnderstood(modifier);
        };
    return value -> value instanceof Value.Text(String found) && meets.test(found);
  }
}
