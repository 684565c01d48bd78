package org.tunza.resource.search.oracle;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Enumeration;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.SampledData;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.tunza.record.EntryId;
import org.tunza.record.index.IndexTerm;
import org.tunza.resource.search.SearchParameter;
import org.tunza.resource.search.SearchParameter.Kind;
import org.tunza.resource.search.terms.SearchText;

/** The terms that values of HAPI's model stand for, written apart from the program's own way. */
record HapiValues(SearchParameter parameter, Set<IndexTerm> terms) {

  void add(Base value) {
    switch (parameter.kind()) {
      case TOKEN -> token(value);
      case REFERENCE -> reference(value);
      case URI -> uri(value);
      case STRING -> strings(value);
      case DATE -> HapiDates.of(parameter.number(), value).ifPresent(terms::add);
      case NUMBER, QUANTITY -> quantity(value);
      case SPECIAL -> position((Location.LocationPositionComponent) value);
      case COMPOSITE -> {}
    }
  }

  private void position(Location.LocationPositionComponent position) {
    coordinate("latitude", position.getLatitude());
    coordinate("longitude", position.getLongitude());
  }

  private void coordinate(String name, @Nullable BigDecimal degrees) {
    if (degrees != null) {
      terms.add(new IndexTerm.Quantity(parameter.number(), "", name, degrees));
    }
  }

  private void token(Base value) {
    switch (value) {
      case CodeableConcept concept -> concept.getCoding().forEach(this::token);
      case Coding coding -> token(coding.getSystem(), coding.getCode());
      case Identifier identifier -> token(identifier.getSystem(), identifier.getValue());
      case ContactPoint point ->
          token(point.getSystemElement().getValueAsString(), point.getValueElement().getValue());
      case Enumeration<?> code ->
          token(boundSystem().isEmpty() || !code.hasValue() ? "" : code.getSystem(), code);
      // HAPI has no enumeration of all resource types.
      case CodeType code -> token(boundSystem(), code);
      case PrimitiveType<?> primitive -> token("", primitive.getValueAsString());
      default -> {}
    }
  }

  private void token(String system, PrimitiveType<?> code) {
    token(system, code.getValueAsString());
  }

  /** The one system of a required binding; empty when there are several or none. */
  private String boundSystem() {
    return parameter.walks().getFirst().detail();
  }

  private void token(@Nullable String system, @Nullable String code) {
    if (code != null && !code.isEmpty()) {
      terms.add(new IndexTerm.Token(parameter.number(), system == null ? "" : system, code));
    }
  }

  private void reference(Base value) {
    switch (value) {
      case Reference reference -> {
        literal(reference.getReference());
        token(reference.getIdentifier());
      }
      case Resource resource -> {
        if (parameter.targets().contains(resource.fhirType()) && resource.hasId()) {
          uri(resource.fhirType() + "/" + resource.getIdElement().getIdPart());
        }
      }
      default -> uri(value);
    }
  }

  private void literal(@Nullable String reference) {
    if (reference == null || reference.startsWith("#") || reference.contains("?")) {
      return;
    }
    IdType id = new IdType(reference);
    if (reference.contains(":")) {
      uri(reference);
    } else if (id.hasResourceType()) {
      EntryId entry = new EntryId(id.getResourceType(), id.getIdPart());
      terms.add(new IndexTerm.Reference(parameter.number(), entry));
    }
  }

  private void uri(Base value) {
    if (value instanceof PrimitiveType<?> primitive && primitive.hasValue()) {
      String uri = primitive.getValueAsString();
      uri(uri);
      if (value instanceof CanonicalType && uri.indexOf('|') > 0) {
        uri(uri.substring(0, uri.indexOf('|')));
      }
    }
  }

  private void uri(String uri) {
    terms.add(new IndexTerm.Uri(parameter.number(), uri));
  }

  private void strings(Base value) {
    List<StringType> parts = new ArrayList<>();
    switch (value) {
      case HumanName name -> {
        parts.addAll(List.of(name.getTextElement(), name.getFamilyElement()));
        parts.addAll(name.getGiven());
        parts.addAll(name.getPrefix());
        parts.addAll(name.getSuffix());
      }
      case Address address -> {
        parts.addAll(address.getLine());
        parts.addAll(List.of(address.getTextElement(), address.getCityElement()));
        parts.addAll(List.of(address.getDistrictElement(), address.getStateElement()));
        parts.addAll(List.of(address.getPostalCodeElement(), address.getCountryElement()));
      }
      case BooleanType _ -> {}
      case PrimitiveType<?> text -> parts.add(new StringType(text.getValueAsString()));
      default -> {}
    }
    for (StringType part : parts) {
      String normal = part.hasValue() ? SearchText.normal(part.getValue()) : "";
      if (!normal.isEmpty()) {
        terms.add(new IndexTerm.Text(parameter.number(), normal));
      }
    }
  }

  private void quantity(Base value) {
    switch (value) {
      case Quantity quantity -> quantity(quantity, quantity.getValue());
      case Money money -> number("urn:iso:std:iso:4217", money.getCurrency(), money.getValue());
      case Range range -> {
        quantity((Base) range.getLow());
        quantity((Base) range.getHigh());
      }
      case SampledData samples -> samples(samples);
      case DecimalType decimal -> number("", "", decimal.getValue());
      case IntegerType integer ->
          number("", "", integer.hasValue() ? BigDecimal.valueOf(integer.getValue()) : null);
      default -> {}
    }
  }

  private void quantity(Quantity unit, @Nullable BigDecimal value) {
    if (parameter.kind() == Kind.NUMBER) {
      number("", "", value);
    } else {
      number(unit.getSystem(), unit.hasCode() ? unit.getCode() : unit.getUnit(), value);
    }
  }

  private void number(@Nullable String system, @Nullable String code, @Nullable BigDecimal value) {
    if (value != null) {
      terms.add(
          new IndexTerm.Quantity(
              parameter.number(),
              system == null ? "" : system,
              code == null ? "" : code,
              value.stripTrailingZeros()));
    }
  }

  private void samples(SampledData samples) {
    Quantity origin = samples.getOrigin();
    List<BigDecimal> values = new ArrayList<>();
    for (String sample : String.valueOf(samples.getData()).split(" ", -1)) {
      if (sample.equals("U") && samples.hasUpperLimit()) {
        values.add(samples.getUpperLimit());
      } else if (sample.equals("L") && samples.hasLowerLimit()) {
        values.add(samples.getLowerLimit());
      } else if (sample.matches("-?\\d+(\\.\\d+)?")) {
        values.add(new BigDecimal(sample));
      }
    }
    if (!values.isEmpty() && origin.hasValue()) {
      BigDecimal factor = samples.hasFactor() ? samples.getFactor() : BigDecimal.ONE;
      values.sort(null);
      quantity(origin, values.getFirst().multiply(factor).add(origin.getValue()));
      quantity(origin, values.getLast().multiply(factor).add(origin.getValue()));
    }
  }
}
